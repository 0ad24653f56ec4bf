"""The door: codes read with the trainer's phone, typed in, or picked from the list of names."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from training import actions
from training.check_in import DOOR_OPENS
from training.forms.check_in import CheckInForm, scans_in
from training.models import Attendance, Enrolment, Meeting, Scan, Session
from training.states import Way
from training.tones import scan_tone
from training.views.attendance import meeting_of, meeting_tabs, people_of
from training.views.organising import session_crumbs, session_of


@login_required
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    meeting = meeting_of(request, session)
    form = CheckInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        scan = actions.check_in(meeting, by=request.user, said=[form.said()])[0]
        say = messages.success if scan.outcome == Scan.Outcome.RECORDED else messages.warning
        say(request, f"{_name(scan)}: {scan.get_outcome_display()}")
        return redirect(f"{request.path}?meeting={meeting.pk}")
    context = _context(session, meeting, form)
    status = 422 if form.errors else 200
    return render(request, "training/attendance/check_in.html", context, status=status)


@login_required
@require_POST
def scans(request: HttpRequest, pk: int, meeting_pk: int) -> HttpResponse:
    """Scans of a phone, answered one by one; sending them again answers the same."""
    session = session_of(request, pk)
    meeting = get_object_or_404(session.meetings, pk=meeting_pk)
    meeting.session = session
    try:
        said = scans_in(request.body)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    kept = actions.check_in(meeting, by=request.user, said=said)
    return JsonResponse({"scans": [_answer(scan) for scan in kept]})


def _answer(scan: Scan) -> dict[str, str]:
    return {
        "id": str(scan.client_id),
        "outcome": scan.outcome,
        "tone": scan_tone(scan.outcome),
        "said": f"{_name(scan)}: {scan.get_outcome_display()}",
    }


def _name(scan: Scan) -> str:
    return str(scan.enrolment.person) if scan.enrolment else _("Nobody known")


def _context(session: Session, meeting: Meeting, form: CheckInForm) -> dict[str, object]:
    people = people_of(session, Way.ON_SITE)
    present = meeting.attendance.exclude(presence=Attendance.Presence.ABSENT)
    listed = {enrolment.pk for enrolment in people}
    there = listed & set(present.values_list("enrolment_id", flat=True))
    return {
        "session": session,
        "course": session.course,
        "meeting": meeting,
        "tabs": meeting_tabs(session, meeting, "training:check_in"),
        "form": form,
        "rows": [(enrolment, enrolment.pk in there) for enrolment in people],
        "there": len(there),
        "names": _names(people),
        "is_open": meeting.starts_at - DOOR_OPENS <= timezone.now() < meeting.ends_at,
        "to_look_at": meeting.scans.to_look_at().select_related("enrolment__person"),
        "crumbs": [
            *session_crumbs(session),
            (_("Attendance"), reverse("training:attendance", args=[session.pk])),
            (_("Check-in at the door"), ""),
        ],
    }


def _names(people: Sequence[Enrolment]) -> dict[str, str]:
    """Who has which code: a phone without network still says the name."""
    return {enrolment.check_in_code: str(enrolment.person) for enrolment in people}
