"""A person's way through a session: enrol, wait, answer an offer, cancel, join."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.models import User
from foundation.calendars import icalendar
from training import actions
from training.forms import EnrolForm, MembersForm
from training.invitations import invitation_of
from training.models import Enrolment, Meeting, Session
from training.permissions import may_cancel
from training.views.catalogue import session_context

JOIN_BEFORE = timedelta(minutes=30)


@login_required
@require_POST
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(Session.objects.visible_to(request.user).for_list(), pk=pk)
    acting = request.acting or None
    office = acting.organisation if acting else None
    form = EnrolForm(request.POST, session=session, organisation_id=office.pk if office else None)
    if office and form.is_valid():
        try:
            enrolment = actions.enrol(
                session,
                person=request.user,
                organisation=office,
                mandate=acting.mandate,
                by=request.user,
                note=form.cleaned_data["note"],
                has_agreed=form.cleaned_data["has_agreed"],
            )
            return redirect(enrolment)
        except ValidationError as error:
            form.add_error(None, error)
    context = session_context(request, session, form)
    return render(request, "training/session.html", context, status=422)


@login_required
def enrol_members(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(Session.objects.visible_to(request.user).for_list(), pk=pk)
    acting = request.acting or None
    if not (acting and acting.is_coordinator):
        raise Http404
    people = _not_enrolled(session, acting.organisation)
    form = MembersForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enrol_members(
                session,
                people=form.cleaned_data["people"],
                organisation=acting.organisation,
                by=request.user,
            )
            messages.success(request, _enrolled_in_words(made))
            return redirect(session)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"session": session, "form": form, "people": people, "acting": acting}
    return render(
        request, "training/enrol_members.html", context, status=422 if form.errors else 200
    )


@login_required
@require_safe
def my_enrolments(request: HttpRequest) -> HttpResponse:
    own = Enrolment.objects.filter(person=request.user).with_position().for_list()
    groups = {"offers": [], "upcoming": [], "waiting": [], "past": []}
    for enrolment in own.order_by("session__starts_at", "pk"):
        groups[_group(enrolment, timezone.now())].append(enrolment)
    groups["past"].reverse()
    context = groups | {"catalogue_url": reverse("training:course_list")}
    return render(request, "training/my_enrolments.html", context)


@login_required
@require_safe
def enrolment(request: HttpRequest, uid) -> HttpResponse:
    enrolment = _enrolment(request, uid)
    now = timezone.now()
    context = {
        "enrolment": enrolment,
        "session": enrolment.session,
        "course": enrolment.session.course,
        "events": enrolment.events.select_related("actor"),
        "is_own": enrolment.person_id == request.user.pk,
        "may_cancel": enrolment.can_be_cancelled(now) and may_cancel(request.user, enrolment),
        "may_join": _meeting_to_join(enrolment.session, now) is not None,
        "crumbs": [(_("My training"), reverse("training:my_enrolments")), (_("Enrolment"), "")],
    }
    return render(request, "training/enrolment.html", context)


@login_required
@require_POST
def enrolment_cancel(request: HttpRequest, uid) -> HttpResponse:
    enrolment = _enrolment(request, uid)
    return _answer(
        request,
        enrolment,
        actions.cancel_enrolment,
        _("The enrolment is cancelled. While enrolment is open you can enrol again."),
    )


@login_required
@require_POST
def offer_accept(request: HttpRequest, uid) -> HttpResponse:
    enrolment = _own(request, uid)
    done = _("Your place is confirmed. The invitation is on its way to your mailbox.")
    return _answer(request, enrolment, actions.accept_offer, done)


@login_required
@require_POST
def offer_decline(request: HttpRequest, uid) -> HttpResponse:
    enrolment = _own(request, uid)
    done = _("Thank you. The place has passed to the next person.")
    return _answer(request, enrolment, actions.decline_offer, done)


@login_required
@require_safe
def enrolment_calendar(request: HttpRequest, uid) -> HttpResponse:
    enrolment = _own(request, uid)
    if not enrolment.is_confirmed:
        raise Http404
    body = icalendar.feed([invitation_of(enrolment, at=timezone.now())])
    response = HttpResponse(body, content_type=icalendar.content_type("PUBLISH"))
    response["Content-Disposition"] = 'attachment; filename="szkolenie.ics"'
    return response


@login_required
@require_safe
def join(request: HttpRequest, uid) -> HttpResponse:
    """Lead to the meeting, shortly before and while it lasts; the address itself is shown nowhere."""
    enrolment = _own(request, uid)
    session = enrolment.session
    if not (session.is_online and session.joining_url and enrolment.is_confirmed):
        raise Http404
    if _meeting_to_join(session, timezone.now()):
        return HttpResponseRedirect(session.joining_url)
    context = {"enrolment": enrolment, "session": session, "course": session.course}
    return render(request, "training/join.html", context)


def _enrolment(request: HttpRequest, uid) -> Enrolment:
    visible = Enrolment.objects.visible_to(request.user).with_position().for_list()
    return get_object_or_404(visible, uid=uid)


def _own(request: HttpRequest, uid) -> Enrolment:
    return get_object_or_404(Enrolment.objects.for_list(), uid=uid, person=request.user)


def _answer(request: HttpRequest, enrolment: Enrolment, action, done: str) -> HttpResponse:
    try:
        action(enrolment, by=request.user)
        messages.success(request, done)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(enrolment)


def _group(enrolment: Enrolment, now: datetime) -> str:
    if enrolment.is_over or enrolment.session.ends_at <= now:
        return "past"
    if enrolment.open_offer:
        return "offers"
    return "waiting" if enrolment.is_waiting else "upcoming"


def _meeting_to_join(session: Session, now: datetime) -> Meeting | None:
    if session.state == Session.State.CANCELLED:
        return None
    meetings = session.meetings.all()
    return next((m for m in meetings if m.starts_at - JOIN_BEFORE <= now < m.ends_at), None)


def _not_enrolled(session: Session, organisation):
    enrolled = session.enrolments.current().values("person")
    members = {"memberships__organisation": organisation, "memberships__state": "active"}
    return User.objects.active().filter(**members).exclude(pk__in=enrolled).order_by("name", "pk")


def _enrolled_in_words(made) -> str:
    confirmed = sum(enrolment.is_confirmed for enrolment in made)
    waiting = len(made) - confirmed
    parts = []
    if confirmed:
        text = ngettext("%(n)s place confirmed", "%(n)s places confirmed", confirmed)
        parts.append(text % {"n": confirmed})
    if waiting:
        text = ngettext("%(n)s person waiting", "%(n)s people waiting", waiting)
        parts.append(text % {"n": waiting})
    return _("Enrolled: %(what)s.") % {"what": ", ".join(parts)}
