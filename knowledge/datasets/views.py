"""The fields of a data set, its sample, and somebody's file against them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.spreadsheets import csv_response
from knowledge.caps import count_use
from knowledge.datasets.actions import declare_need
from knowledge.datasets.checking import Report, check_csv
from knowledge.datasets.describing import columns_of, sample_rows, table_schema
from knowledge.datasets.forms import FileForm
from knowledge.models import DataField, Standard, StandardVersion

MOST_FILES_AN_HOUR = 60
SHOWN = 200  # errors on the page; the file has all that were found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def data_set_check(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Read a file and say what does not fit, on the page or (`as=csv`) as a file; nothing is kept."""
    version, fields = _described(request, slug, number)
    form = FileForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            count_use(request, "data-sets", most=MOST_FILES_AN_HOUR)
            report = check_csv(form.cleaned_data["file"], columns_of(fields))
        except ValidationError as error:
            form.add_error(None, error)
    if report and request.POST.get("as") == "csv":
        return _as_csv(f"{slug}-{number}.csv", report)
    context = {"version": version, "standard": version.standard, "form": form, "report": report}
    if report:
        context["shown"] = report.problems[:SHOWN]
    return render(request, "knowledge/datasets/check.html", context)


@require_safe
def data_set_sample(request: HttpRequest, slug: str, number: str) -> StreamingHttpResponse:
    _version, fields = _described(request, slug, number)
    headings, *rows = sample_rows(fields)
    return csv_response(f"{slug}-{number}.csv", headings, rows)


@require_safe
def data_set_schema(request: HttpRequest, slug: str, number: str) -> JsonResponse:
    """The fields as Table Schema, which other validators read."""
    version, fields = _described(request, slug, number)
    options = {"ensure_ascii": False, "indent": 2}
    return JsonResponse(table_schema(version, fields), json_dumps_params=options)


@login_required
@require_POST
def data_set_need(request: HttpRequest, slug: str) -> HttpResponse:
    data_sets = Standard.objects.visible_to(request.user).filter(kind=Standard.Kind.DATA_SET)
    standard = get_object_or_404(data_sets, slug=slug)
    if not request.acting:
        raise PermissionDenied
    is_needed = request.POST.get("is_needed") == "1"
    declare_need(
        standard, by=request.user, organisation=request.acting.organisation, is_needed=is_needed
    )
    return redirect(f"{standard.get_absolute_url()}#need")


def _described(
    request: HttpRequest, slug: str, number: str
) -> tuple[StandardVersion, list[DataField]]:
    versions = StandardVersion.objects.visible_to(request.user).select_related("standard")
    version = get_object_or_404(versions, standard__slug=slug, number=number)
    fields = list(DataField.objects.filter(version=version).order_by("position"))
    if not fields:
        raise Http404
    return version, fields


def _as_csv(name: str, report: Report) -> StreamingHttpResponse:
    rows = [(one.row, one.column, one.value, one.text) for one in report.problems]
    return csv_response(name, [_("row"), _("column"), _("value"), _("what is wrong")], rows)
