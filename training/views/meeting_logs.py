"""The log of an online meeting: taken in, confirmed line by line where needed, written as minutes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from training import actions
from training.forms.meeting_logs import LogFileForm, LogMatchForm
from training.models import Meeting, MeetingLog, Session
from training.states import Way
from training.views.attendance import meeting_of, meeting_tabs, page_of, people_of
from training.views.organising import session_crumbs, session_of


@login_required
def meeting_log_new(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    meeting = meeting_of(request, session)
    form = LogFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            log = actions.take_log(meeting, by=request.user, data=file.read(), file_name=file.name)
            return redirect(log)
        except ValidationError as error:
            form.add_error("file", error.messages)
    context = _context(session, meeting, form=form)
    context["logs"] = meeting.logs.select_related("taken_by")
    context["still_runs"] = meeting.ends_at > timezone.now()
    status = 422 if form.errors else 200
    return render(request, "training/attendance/log_new.html", context, status=status)


@login_required
def meeting_log(request: HttpRequest, pk: int, log_pk: int) -> HttpResponse:
    session = session_of(request, pk)
    logs = MeetingLog.objects.visible_to(request.user).select_related("meeting__session__course")
    log = get_object_or_404(logs, pk=log_pk, meeting__session=session)
    form = LogMatchForm(request.POST or None, log=log, people=people_of(session, Way.ONLINE))
    if request.method == "POST" and form.is_valid():
        absent = form.cleaned_data.get("rest_absent", False)
        try:
            changed = actions.apply_log(
                log, by=request.user, chosen=form.chosen(), rest_absent=absent
            )
            messages.success(request, _written_in_words(changed))
            return redirect(page_of(session, log.meeting))
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = _context(session, log.meeting, form=form, log=log, rows=form.rows())
    status = 422 if form.errors else 200
    return render(request, "training/attendance/log.html", context, status=status)


def _context(session: Session, meeting: Meeting, **more) -> dict[str, object]:
    return {
        "session": session,
        "course": session.course,
        "meeting": meeting,
        "tabs": meeting_tabs(session, meeting, "training:meeting_log_new"),
        "crumbs": [
            *session_crumbs(session),
            (_("Attendance"), reverse("training:attendance", args=[session.pk])),
            (_("Log of the meeting"), ""),
        ],
        **more,
    }


def _written_in_words(changed: int) -> str:
    text = ngettext(
        "The log is written down: %(n)s line of attendance has changed.",
        "The log is written down: %(n)s lines of attendance have changed.",
        changed,
    )
    return text % {"n": changed}
