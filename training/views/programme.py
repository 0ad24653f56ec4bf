"""The programme of a conference: everybody reads it, participants choose, organisers write."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.telling import telling
from training import actions
from training.forms.programme import SpeakerForm, TalkForm, TrackForm
from training.models import Course, Enrolment, Session, Talk
from training.permissions import may_organise
from training.programme import programme_of, speakers_of
from training.states import LISTED
from training.views.organising import check_organises, session_crumbs, session_of

PARTS = {"track": "tracks", "speaker": "speakers", "talk": "talks"}
PART_FORMS = {"track": TrackForm, "speaker": SpeakerForm}


@require_safe
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    session = _conference(Session.objects.visible_to(request.user), pk)
    enrolment = _own_place(request.user, session)
    context = {
        "session": session,
        "course": session.course,
        "enrolment": enrolment,
        "days": programme_of(session, enrolment, at=timezone.now()),
        "speakers": speakers_of(session),
        "crumbs": [
            (_("Training"), reverse("training:course_list")),
            (session.course.title, session.get_absolute_url()),
            (_("Programme"), ""),
        ],
    }
    return render(request, "training/programme/programme.html", context)


@login_required
@require_POST
def talk_choose(request: HttpRequest, pk: int, talk_pk: int) -> HttpResponse:
    return _choose(request, pk, talk_pk, actions.choose_talk, _("The talk is in your plan."))


@login_required
@require_POST
def talk_drop(request: HttpRequest, pk: int, talk_pk: int) -> HttpResponse:
    return _choose(request, pk, talk_pk, actions.drop_talk, _("The place is free for others."))


@login_required
def programme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in the programme; organisers add tracks, speakers and talks."""
    session = _organised(request, pk)
    what = request.POST.get("what", "")
    shown = {part: _form(part, session) for part in PARTS}
    if what in PARTS:
        check_organises(request)
        shown[what] = _form(what, session, request.POST)
        if _added(request, session, what, shown[what]):
            return redirect("training:programme_edit", pk=session.pk)
    context = {
        "session": session,
        "course": session.course,
        "days": programme_of(session, None, at=timezone.now()),
        "tracks": session.tracks.all(),
        "speakers": speakers_of(session),
        "forms": shown if may_organise(request.user) else {},
        "crumbs": [*session_crumbs(session), (_("Programme"), "")],
    }
    status = 422 if any(form.errors for form in shown.values()) else 200
    return render(request, "training/programme/edit.html", context, status=status)


@login_required
def talk_edit(request: HttpRequest, pk: int, talk_pk: int) -> HttpResponse:
    check_organises(request)
    session = _organised(request, pk)
    talk = get_object_or_404(session.talks, pk=talk_pk)
    form = TalkForm(request.POST or None, instance=talk, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            details = form.cleaned_data
            actions.write_talk(session, by=request.user, details=details, talk=talk)
            messages.success(
                request, _("Saved. Who chose the talk is told of another time or room.")
            )
            return redirect("training:programme_edit", pk=session.pk)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {"session": session, "talk": talk, "form": form}
    context["crumbs"] = _crumbs(session, talk.title)
    status = 422 if form.errors else 200
    return render(request, "training/programme/talk.html", context, status=status)


@login_required
def programme_change(request: HttpRequest, pk: int, what: str, item_pk: int) -> HttpResponse:
    """A track or a speaker, to be corrected."""
    check_organises(request)
    session = _organised(request, pk)
    item = get_object_or_404(getattr(session, PARTS[what]), pk=item_pk)
    title, form = str(item), PART_FORMS[what](request.POST or None, instance=item)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_part(item, by=request.user, details=form.cleaned_data)
            messages.success(request, _("Saved. Who chose a talk is told of another room."))
            return redirect("training:programme_edit", pk=session.pk)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {"title": title, "form": form, "crumbs": _crumbs(session, title)}
    status = 422 if form.errors else 200
    return render(request, "training/programme/part.html", context, status=status)


@login_required
@require_POST
def programme_remove(request: HttpRequest, pk: int, what: str, item_pk: int) -> HttpResponse:
    check_organises(request)
    session = _organised(request, pk)
    item = get_object_or_404(getattr(session, PARTS[what]), pk=item_pk)
    with telling(request, _("Taken out of the programme.")):
        actions.take_out(item, by=request.user)
    return redirect("training:programme_edit", pk=session.pk)


def _choose(
    request: HttpRequest, pk: int, talk_pk: int, action: Callable, done: str
) -> HttpResponse:
    session = _conference(Session.objects.visible_to(request.user), pk)
    enrolment = _own_place(request.user, session)
    if enrolment is None:
        raise Http404
    talk = get_object_or_404(Talk, pk=talk_pk, session=session)
    with telling(request, done):
        action(talk, enrolment=enrolment, by=request.user)
    return redirect(reverse("training:programme", args=[session.pk]) + f"#talk-{talk.pk}")


def _conference(sessions, pk: int) -> Session:
    """A conference; other sessions have no programme of talks."""
    found = sessions.select_related("course").prefetch_related("meetings")
    return get_object_or_404(found, pk=pk, course__kind=Course.Kind.CONFERENCE)


def _organised(request: HttpRequest, pk: int) -> Session:
    session = session_of(request, pk)
    if session.course.kind != Course.Kind.CONFERENCE:
        raise Http404
    return session


def _crumbs(session: Session, title: str) -> list[tuple[str, str]]:
    """The way to a part of the programme."""
    programme = reverse("training:programme_edit", args=[session.pk])
    return [*session_crumbs(session), (_("Programme"), programme), (title, "")]


def _own_place(user, session: Session) -> Enrolment | None:
    if not user.is_authenticated:
        return None
    return session.enrolments.filter(person=user, state__in=LISTED).first()


def _form(part: str, session: Session, data=None) -> forms.Form:
    """The form that adds a part; several stand on one page, so each has names of its own."""
    if part == "talk":
        return TalkForm(data, session=session, prefix=part)
    return PART_FORMS[part](data, prefix=part)


def _added(request: HttpRequest, session: Session, what: str, form: forms.Form) -> bool:
    if not form.is_valid():
        return False
    add = {"track": actions.add_track, "speaker": actions.add_speaker, "talk": actions.write_talk}
    try:
        add[what](session, by=request.user, details=form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    messages.success(request, _("Added to the programme."))
    return True
