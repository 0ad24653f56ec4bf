"""Who was there: the trainer's page by meeting, the list to sign, the end of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from foundation.telling import telling
from training import actions
from training.documents import attendance_list_pdf
from training.forms.attendance import presence_forms
from training.forms.objections import DecisionForm
from training.models import Attendance, Enrolment, Meeting, Objection, Session
from training.participant_list import by_name
from training.states import Way
from training.views.organising import session_crumbs, session_of
from training.words import meeting_words


@login_required
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    meeting = meeting_of(request, session)
    lines = presence_forms(request.POST or None, people_of(session), meeting)
    problems = []
    if request.method == "POST" and not any(line.errors for line in lines):
        rest = request.POST.get("rest", "")
        rest = rest if rest in (Attendance.Presence.WHOLE, Attendance.Presence.ABSENT) else ""
        said = [presence for line in lines if (presence := line.said(otherwise=rest))]
        try:
            changed = actions.record_attendance(meeting, by=request.user, presences=said)
            messages.success(request, _saved_in_words(changed))
            return redirect(page_of(session, meeting))
        except ValidationError as error:
            problems = error.messages
    context = _context(session, meeting, lines, problems)
    status = 422 if context["problems"] else 200
    return render(request, "training/attendance/attendance.html", context, status=status)


@login_required
@require_POST
def attendance_close(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    with telling(request):
        issued = actions.close_attendance(session, by=request.user)
        text = ngettext(
            "Attendance is closed. %(n)s certificate is on its way.",
            "Attendance is closed. %(n)s certificates are on their way.",
            issued,
        )
        messages.success(request, text % {"n": issued})
    return redirect("training:attendance", pk=session.pk)


@login_required
@require_safe
def attendance_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list to print and sign; personal data, so it has no address without a sign-in."""
    session = session_of(request, pk)
    way = Way.ON_SITE if session.is_on_site else None
    pdf = attendance_list_pdf(session, people_of(session, way), at=timezone.now())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="lista-obecnosci-{session.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def people_of(session: Session, way: Way | None = None) -> list[Enrolment]:
    """Everybody on the list, or those of one way of taking part, by name."""
    people = session.enrolments.listed(way).select_related("person", "organisation")
    return by_name(people)


def meeting_of(request: HttpRequest, session: Session) -> Meeting:
    """The meeting asked for, else the latest that has begun, else the first."""
    meetings = list(session.meetings.all())
    asked = request.GET.get("meeting", "")
    now = timezone.now()
    chosen = [m for m in meetings if str(m.pk) == asked] or [
        m for m in meetings if m.starts_at <= now
    ][-1:]
    if not meetings:
        raise Http404
    meeting = (chosen or meetings)[0]
    meeting.session = session
    return meeting


def meeting_tabs(session: Session, meeting: Meeting, name: str) -> list[tuple[str, str, bool]]:
    """The same page for each meeting of the session."""
    page = reverse(name, args=[session.pk])
    return [
        (meeting_words(m), f"{page}?meeting={m.pk}", m == meeting) for m in session.meetings.all()
    ]


def page_of(session: Session, meeting: Meeting) -> str:
    """The list of one meeting."""
    return f"{reverse('training:attendance', args=[session.pk])}?meeting={meeting.pk}"


def _context(session: Session, meeting: Meeting, lines, problems) -> dict[str, object]:
    now = timezone.now()
    invalid = [error for line in lines if line.is_bound for error in line.non_field_errors()]
    return {
        "session": session,
        "course": session.course,
        "meeting": meeting,
        "tabs": meeting_tabs(session, meeting, "training:attendance"),
        "lines": lines,
        "missing": sum(line.known is None for line in lines),
        "has_begun": meeting.starts_at <= now,
        "is_over": meeting.ends_at <= now,
        "may_close": session.ends_at <= now and session.attendance_closed_at is None,
        "problems": [*problems, *invalid],
        "objections": _objections(session),
        "crumbs": [
            *session_crumbs(session),
            (_("Attendance"), ""),
        ],
    }


def _objections(session: Session) -> list[DecisionForm]:
    """Open ones of all meetings, each with the form to decide it."""
    waiting = Objection.objects.open().filter(enrolment__session=session)
    waiting = waiting.select_related("enrolment__person", "enrolment__organisation", "meeting")
    return [DecisionForm(objection=objection) for objection in waiting]


def _saved_in_words(changed: int) -> str:
    if not changed:
        return _("Nothing to change: it is recorded so already.")
    text = ngettext("Saved: %(n)s line.", "Saved: %(n)s lines.", changed)
    return text % {"n": changed}
