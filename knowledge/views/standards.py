"""Standards, their versions and requirements as readers see them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.keyset import query
from knowledge.actions.standards import publish_version
from knowledge.consultations.reading import on_version
from knowledge.datasets.needs import need_of
from knowledge.forms import PublishForm
from knowledge.models import Audience, Standard, StandardVersion
from knowledge.permissions import may_publish
from knowledge.standards.pdf import write_pdf
from knowledge.views.requirements import asked_reading


@require_safe
def standard_list(request: HttpRequest) -> HttpResponse:
    versions = StandardVersion.objects.visible_to(request.user).newest_first()
    standards = Standard.objects.visible_to(request.user).prefetch_related(
        Prefetch("versions", versions.with_size())
    )
    return render(request, "knowledge/standard_list.html", {"standards": standards})


@require_safe
def standard(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Standard.objects.visible_to(request.user), slug=slug)
    versions = StandardVersion.objects.visible_to(request.user).filter(standard=found)
    context = {
        "standard": found,
        "versions": versions.newest_first().with_size(),
        "current": versions.in_force(timezone.localdate()).newest_first().first(),
        "need": need_of(found, request) if found.kind == Standard.Kind.DATA_SET else None,
    }
    return render(request, "knowledge/standard.html", context)


@require_safe
def standard_version(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    version = _version(request, slug, number)
    may = may_publish(request.user) and not version.is_published
    form = PublishForm() if may else None
    context = _version_context(request, version, form)
    return render(request, "knowledge/standard_version.html", context)


@require_safe
def standard_pdf(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    version = _version(request, slug, number)
    pdf = write_pdf(version, reading=asked_reading(request))
    name = f"{slug}-{number}-{get_language()}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_POST
def standard_version_publish(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Publish a draft for good; the action refuses those who may not."""
    version = _version(request, slug, number)
    if not may_publish(request.user):
        raise PermissionDenied
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            publish_version(version, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Version %s is published.") % version.number)
            return redirect(version)
    context = _version_context(request, version, form)
    return render(request, "knowledge/standard_version.html", context, status=422)


def _version_context(
    request: HttpRequest, version: StandardVersion, form: PublishForm | None
) -> dict:
    texts = list(version.texts.order_by("position").prefetch_related("provisions__act"))
    asked = asked_reading(request)
    written = [one for one in Audience if any(text.reading(one) for text in texts)]
    tabs = [(_("The requirements"), version.get_absolute_url(), not asked)]
    tabs += [(one.label, query(reading=one.value), one == asked) for one in written]
    return {
        "version": version,
        "standard": version.standard,
        "rows": [(text, text.reading(asked) if asked else "") for text in texts],
        "tabs": tabs if written else [],
        "reading_query": query(reading=asked) if asked else "",
        "form": form,
        "fields": list(version.fields.order_by("position")),
        **on_version(version, request.user),
    }


def _version(request: HttpRequest, slug: str, number: str) -> StandardVersion:
    versions = StandardVersion.objects.visible_to(request.user).select_related(
        "standard", "replaced_by__standard"
    )
    return get_object_or_404(versions, standard__slug=slug, number=number)
