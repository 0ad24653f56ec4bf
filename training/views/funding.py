"""Data for those who pay for training: the participant's form, the organiser's reports."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.spreadsheets import csv_response, xlsx_response
from training import actions
from training.forms.funding import FundingDataForm
from training.funding import (
    is_asked,
    kept_until,
    known_answers,
    report_headings,
    report_rows,
    sources_with_counts,
    statement_of,
)
from training.models import Enrolment, FundingSource
from training.views.enrolments import own_enrolment
from training.views.organising import check_organises


@login_required
def funding_data(request: HttpRequest, uid) -> HttpResponse:
    """The person's own data for the source that pays; others do not learn that it is asked."""
    enrolment = own_enrolment(request, uid)
    if not is_asked(enrolment):
        raise Http404
    statement = statement_of(enrolment)
    fields = list(enrolment.session.funding.fields.all())
    form = FundingDataForm(request.POST or None, fields=fields, known=known_answers(statement))
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_funding_data(enrolment, by=request.user, answers=form.answers())
            messages.success(request, _("Thank you, the data is saved."))
            return redirect(enrolment)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = _about(enrolment) | {"statement": statement, "form": form}
    status = 422 if form.errors else 200
    return render(request, "training/funding/data.html", context, status=status)


@login_required
@require_safe
def funding_sources(request: HttpRequest) -> HttpResponse:
    check_organises(request)
    context = {
        "sources": sources_with_counts(),
        "new_url": reverse("funding_sources:add"),
        "crumbs": [
            (_("Organising training"), reverse("training:organise")),
            (_("Reports to sources of funding"), ""),
        ],
    }
    return render(request, "training/funding/sources.html", context)


@login_required
@require_safe
def funding_csv(request: HttpRequest, pk: int) -> HttpResponse:
    source = _source(request, pk)
    return csv_response(f"sprawozdanie-{pk}.csv", report_headings(source), report_rows(source))


@login_required
@require_safe
def funding_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    source = _source(request, pk)
    rows, name = report_rows(source), f"sprawozdanie-{pk}.xlsx"
    return xlsx_response(name, report_headings(source), rows, title=source.name)


def _about(enrolment: Enrolment) -> dict[str, object]:
    session = enrolment.session
    return {
        "enrolment": enrolment,
        "session": session,
        "course": session.course,
        "source": session.funding,
        "kept_until": kept_until(session.funding, session),
        "crumbs": [
            (_("My training"), reverse("training:my_enrolments")),
            (_("Enrolment"), enrolment.get_absolute_url()),
            (_("Data for the source of funding"), ""),
        ],
    }


def _source(request: HttpRequest, pk: int) -> FundingSource:
    check_organises(request)
    return get_object_or_404(FundingSource, pk=pk)
