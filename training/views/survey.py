"""The survey after a session: the participant's form, what all of them think."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.spreadsheets import csv_response
from training import actions
from training.forms.survey import SurveyForm
from training.models import Enrolment
from training.surveys import FEWEST, headings, open_until, results_of, rows, takes_answers
from training.views.enrolments import own_enrolment
from training.views.organising import session_crumbs, session_of


@login_required
def survey(request: HttpRequest, uid) -> HttpResponse:
    enrolment = own_enrolment(request, uid)
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_survey(enrolment, by=request.user, answers=form.cleaned_data)
            messages.success(request, _("Thank you. Your answers are kept without your name."))
            return redirect(enrolment)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = _context(enrolment) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "training/survey/survey.html", context, status=status)


@login_required
@require_safe
def survey_results(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    context = {
        "session": session,
        "course": session.course,
        "results": results_of(session),
        "fewest": FEWEST,
        "until": open_until(session),
        "crumbs": [*session_crumbs(session), (_("Survey"), "")],
    }
    return render(request, "training/survey/results.html", context)


@login_required
@require_safe
def survey_csv(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    return csv_response(f"ankieta-{session.pk}.csv", headings(), rows(session))


def _context(enrolment: Enrolment) -> dict[str, object]:
    session, invitation = enrolment.session, getattr(enrolment, "survey_invitation", None)
    return {
        "enrolment": enrolment,
        "session": session,
        "course": session.course,
        "is_open": invitation is not None and takes_answers(session, timezone.now()),
        "has_answered": invitation is not None and invitation.has_answered,
        "until": open_until(session),
        "crumbs": [
            (_("My training"), reverse("training:my_enrolments")),
            (_("Enrolment"), enrolment.get_absolute_url()),
            (_("Survey"), ""),
        ],
    }
