"""An assessment to take along: the page for the head, and everything as a file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge.assessment.files import TYPES, write_file
from knowledge.assessment.report import report_of, report_pdf
from knowledge.assessment.standings import base_of, standings_of
from knowledge.models import Assessment
from knowledge.offices import offices_of


@login_required
@require_safe
def assessment_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for the head of the office."""
    found = _own(request, pk)
    standings = standings_of(found, base_of(found))
    return _download(
        report_pdf(report_of(found, standings)), f"samoocena-{pk}.pdf", "application/pdf"
    )


@login_required
@require_safe
def assessment_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Everything the office wrote, as JSON, spreadsheet or Word document."""
    if kind not in TYPES:
        raise Http404
    found = _own(request, pk)
    standings = standings_of(found, base_of(found), with_evidence=True)
    content = write_file(kind, found, standings, at=timezone.now())
    return _download(content, f"samoocena-{pk}.{kind}", TYPES[kind])


def _own(request: HttpRequest, pk: int) -> Assessment:
    """Only for the office itself: who inherits from it reads ratings on the page, no more."""
    found = Assessment.objects.filter(organisation__in=offices_of(request.user))
    return get_object_or_404(found.for_list(), pk=pk)


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
