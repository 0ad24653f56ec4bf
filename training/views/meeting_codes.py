"""A code in an online meeting: the trainer's page to show it, the participant's answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.telling import telling
from training import actions
from training.forms.objections import CannotForm
from training.models import CodeAnswer, Enrolment, Meeting
from training.views.attendance import meeting_of, meeting_tabs
from training.views.enrolments import own_enrolment
from training.views.organising import session_crumbs, session_of


@login_required
def meeting_code(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    meeting = meeting_of(request, session)
    if request.method == "POST":
        with telling(request):
            actions.show_code(meeting, by=request.user)
        return redirect(f"{request.path}?meeting={meeting.pk}")
    now = timezone.now()
    context = {
        "session": session,
        "course": session.course,
        "meeting": meeting,
        "tabs": meeting_tabs(session, meeting, "training:meeting_code"),
        "is_running": meeting.starts_at <= now < meeting.ends_at,
        "code": meeting.codes.open(now).first(),
        **_answers(meeting),
        "crumbs": [
            *session_crumbs(session),
            (_("Attendance"), reverse("training:attendance", args=[session.pk])),
            (_("Code for those online"), ""),
        ],
    }
    return render(request, "training/attendance/meeting_code.html", context)


@login_required
@require_POST
def code_answer(request: HttpRequest, uid) -> HttpResponse:
    """The code typed in; or, where `note` comes instead, why it cannot be."""
    enrolment = own_enrolment(request, uid)
    with telling(request):
        if "note" in request.POST:
            _say_why_not(request, enrolment)
        else:
            _type_in(request, enrolment)
    return redirect(enrolment)


def _type_in(request: HttpRequest, enrolment: Enrolment) -> None:
    typed = request.POST.get("code", "")[:40]
    answer = actions.answer_code(enrolment, by=request.user, typed=typed)
    if answer.kind == CodeAnswer.Kind.RIGHT:
        messages.success(request, _("Thank you, you are noted as present."))
    else:
        messages.error(request, _("This is not the code. Look again: there is no I, O, 0 or 1."))


def _say_why_not(request: HttpRequest, enrolment: Enrolment) -> None:
    form = CannotForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a few words what is in the way."))
        return
    actions.cannot_answer(enrolment, by=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("The trainer sees it and notes you down by hand."))


def _answers(meeting: Meeting) -> dict[str, object]:
    """How many typed it in, and who could not."""
    answers = CodeAnswer.objects.filter(code__meeting=meeting)
    cannot = answers.filter(kind=CodeAnswer.Kind.CANNOT).select_related("enrolment__person")
    right = answers.filter(kind=CodeAnswer.Kind.RIGHT)
    return {"right": right.values("enrolment").distinct().count(), "cannot": cannot}
