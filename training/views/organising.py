"""The organiser's pages: sessions, one session with its people, planning."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from foundation.keyset import keyset_page, query
from foundation.spreadsheets import csv_response
from foundation.telling import telling
from training import actions
from training.actions.resizing import preview_capacity
from training.demand import courses_in_demand
from training.forms.organising import CapacityForm, MeetingFormSet, ReasonForm, SessionForm
from training.models import Session
from training.participant_list import by_name, participant_headings, participant_rows
from training.permissions import may_lead, may_organise, may_see_participants
from training.states import EnrolmentState

PAGE_SIZE = 30


@login_required
@require_safe
def organise(request: HttpRequest) -> HttpResponse:
    """Sessions to organise; trainers find those they teach."""
    if not may_lead(request.user):
        raise Http404
    show = "past" if request.GET.get("show") == "past" else "upcoming"
    now = timezone.now()
    rows = Session.objects.led_by(request.user).for_list().exclude(ends_at=None)
    organises = may_organise(request.user)
    rows = rows.filter(ends_at__lt=now) if show == "past" else rows.filter(ends_at__gte=now)
    page = keyset_page(
        rows, request.GET, field="starts_at", size=PAGE_SIZE, ascending=show == "upcoming"
    )
    context = {
        "sessions": page.rows,
        "show": show,
        "organises": organises,
        "awaited": courses_in_demand() if organises and show == "upcoming" else [],
        **page.addresses(partial(query, show=show)),
    }
    return render(request, "training/organise.html", context)


@login_required
@require_safe
def organise_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    return render(request, "training/organise_session.html", _context(request, session))


@login_required
def session_new(request: HttpRequest) -> HttpResponse:
    check_organises(request)
    form = SessionForm(request.POST or None, initial={"course": request.GET.get("course")})
    meetings = MeetingFormSet(request.POST or None, prefix="meetings")
    if request.method == "POST" and form.is_valid() and meetings.is_valid():
        try:
            details = dict(form.cleaned_data)
            session = actions.plan_session(
                details.pop("course"), by=request.user, details=details, meetings=meetings.times()
            )
            messages.success(
                request, _("The session is planned. Nobody sees it until you announce it.")
            )
            return redirect("training:organise_session", pk=session.pk)
        except ValidationError as error:
            form.add_error(None, error.messages)
    return _planning(request, form, meetings, None)


@login_required
def session_edit(request: HttpRequest, pk: int) -> HttpResponse:
    check_organises(request)
    session = session_of(request, pk)
    form = SessionForm(request.POST or None, instance=session)
    known = None if request.POST else list(session.meetings.values("on", "starts", "ends"))
    meetings = MeetingFormSet(request.POST or None, initial=known, prefix="meetings")
    if request.method == "POST" and form.is_valid() and meetings.is_valid():
        try:
            details = dict(form.cleaned_data)
            added, times = details.pop("added_places", None), meetings.times()
            actions.change_session(
                session, by=request.user, details=details, meetings=times, added_places=added
            )
            messages.success(
                request,
                _(
                    "Saved. Whoever has a place or waits for one is told when date or place changed."
                ),
            )
            return redirect("training:organise_session", pk=session.pk)
        except ValidationError as error:
            form.add_error(None, error.messages)
    return _planning(request, form, meetings, session)


@login_required
@require_POST
def session_announce(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.announce_session, _("The session is in the catalogue."))


@login_required
@require_POST
def session_open(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.open_session, _("Enrolment is open."))


@login_required
@require_POST
def session_close(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.close_session, _("Enrolment is closed."))


@login_required
@require_POST
def session_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    check_organises(request)
    session = session_of(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.cancel_session(session, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The session is cancelled and everybody is told."))
            return redirect("training:organise_session", pk=session.pk)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = _context(request, session) | {"reason_form": form}
    return render(request, "training/organise_session.html", context, status=422)


@login_required
@require_POST
def session_capacity(request: HttpRequest, pk: int) -> HttpResponse:
    """Show first what another number of places would do; change it when that was confirmed."""
    check_organises(request)
    session = session_of(request, pk)
    form = CapacityForm(request.POST, session=session)
    if not form.is_valid():
        context = _context(request, session) | {"capacity_form": form}
        return render(request, "training/organise_session.html", context, status=422)
    capacity, way = form.cleaned_data["capacity"], form.chosen_way()
    if "confirm" not in request.POST:
        preview = preview_capacity(session, way or session.ways[0], capacity)
        context = {"session": session, "preview": preview}
        return render(request, "training/session_capacity.html", context)
    shown = request.POST.get("shown", "")
    with telling(request):
        offers = actions.change_capacity(
            session,
            by=request.user,
            capacity=capacity,
            way=way,
            shown=int(shown) if shown.isdecimal() and len(shown) < 7 else 0,
        )
        messages.success(request, _capacity_in_words(capacity, len(offers)))
    return redirect("training:organise_session", pk=session.pk)


@login_required
@require_safe
def participants(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    name = f"uczestnicy-{session.pk}.csv"
    organises = may_organise(request.user)
    headings = participant_headings(session, with_addresses=organises)
    return csv_response(name, headings, participant_rows(session, with_addresses=organises))


def check_organises(request: HttpRequest) -> None:
    """Who does not organise does not learn that there is something."""
    if not may_organise(request.user):
        raise Http404


def session_of(request: HttpRequest, pk: int) -> Session:
    """The session, for its organisers and trainers; others do not learn that it exists."""
    session = get_object_or_404(Session.objects.for_list(), pk=pk)
    if not may_see_participants(request.user, session):
        raise Http404
    return session


def session_crumbs(session: Session) -> list[tuple[str, str]]:
    """The way to a page about one session."""
    return [
        (_("Organising training"), reverse("training:organise")),
        (session.course.title, reverse("training:organise_session", args=[session.pk])),
    ]


def _context(request: HttpRequest, session: Session) -> dict[str, object]:
    people = session.enrolments.select_related("person", "organisation").prefetch_related("offers")
    return {
        "session": session,
        "course": session.course,
        "awaiting": people.filter(state=EnrolmentState.AWAITING_APPROVAL),
        "participants": by_name(
            people.holding_seat().exclude(state=EnrolmentState.AWAITING_APPROVAL)
        ),
        "wishes": people.filter(state=EnrolmentState.REQUESTED),
        "lines": [(way, people.in_line().filter(way=way)) for way in session.ways],
        "gone": people.filter(state__in=["cancelled", "declined"]).order_by("-pk")[:50],
        "events": session.events.select_related("actor").order_by("-pk")[:20],
        "is_over": any(seats.over for _way, seats in session.pools),
        "may_change": may_organise(request.user),
        "capacity_form": CapacityForm(initial={"capacity": session.capacity}, session=session),
        "reason_form": ReasonForm(),
    }


def _act(request: HttpRequest, pk: int, action: Callable, done: str) -> HttpResponse:
    check_organises(request)
    session = session_of(request, pk)
    with telling(request, done):
        action(session, by=request.user)
    return redirect("training:organise_session", pk=session.pk)


def _planning(request: HttpRequest, form, meetings, session: Session | None) -> HttpResponse:
    context = {"form": form, "meetings": meetings, "session": session}
    status = 422 if form.errors or any(meetings.errors) or meetings.non_form_errors() else 200
    return render(request, "training/session_form.html", context, status=status)


def _capacity_in_words(capacity: int, offers: int) -> str:
    text = _("The session now has places for: %(capacity)s.") % {"capacity": capacity}
    if not offers:
        return text
    sent = ngettext("%(n)s offer has gone out.", "%(n)s offers have gone out.", offers)
    return f"{text} {sent % {'n': offers}}"
