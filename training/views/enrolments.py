"""A person's way through a session: enrol, wait, answer an offer, cancel, join."""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.calendars import icalendar
from foundation.telling import telling
from training import actions
from training.feeds import plan_events
from training.forms.enrolling import EnrolForm
from training.invitations import invitation_of
from training.models import (
    Certificate,
    EditionNotice,
    Enrolment,
    Learning,
    Meeting,
    Session,
    SessionMaterial,
    WishDecision,
)
from training.permissions import may_cancel, may_organise
from training.programme import plan_of
from training.views.acting_office import coordinates_acting_office
from training.views.catalogue import session_context
from training.views.own_answers import own_answers
from training.views.own_attendance import own_attendance
from training.views.own_funding import own_funding
from training.views.own_way import own_way

JOIN_BEFORE = timedelta(minutes=30)


@login_required
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(Session.objects.visible_to(request.user).for_list(), pk=pk)
    if request.method != "POST":  # back from a sign-in, or in the other language
        return redirect(session)
    acting = request.acting or None
    office = acting.organisation if acting else None
    form = EnrolForm(request.POST, session=session, organisation_id=office.pk if office else None)
    if office and form.is_valid():
        try:
            return redirect(_enrol(request, session, form))
        except ValidationError as error:
            form.add_error(None, error)
    context = session_context(request, session, form)
    return render(request, "training/session.html", context, status=422)


@transaction.atomic
def _enrol(request: HttpRequest, session: Session, form: EnrolForm) -> Enrolment:
    """Enrol and answer the questions, both or neither."""
    enrolment = actions.enrol(
        session,
        person=request.user,
        organisation=request.acting.organisation,
        mandate=request.acting.mandate,
        by=request.user,
        way=form.chosen_way(),
        note=form.cleaned_data["note"],
        has_agreed=form.cleaned_data["has_agreed"],
        approvers=form.approvers(),
    )
    actions.answer_questions(enrolment, by=request.user, answers=form.answers())
    return enrolment


@login_required
@require_safe
def my_enrolments(request: HttpRequest) -> HttpResponse:
    own = Enrolment.objects.filter(person=request.user).with_position().for_list()
    groups = {"offers": [], "upcoming": [], "waiting": [], "past": []}
    for enrolment in own.order_by("session__starts_at", "pk"):
        groups[_group(enrolment, timezone.now())].append(enrolment)
    groups["past"].reverse()
    context = groups | {
        "certificates": Certificate.objects.filter(person=request.user).valid(),
        "learnings": Learning.objects.filter(person=request.user).ongoing().for_list(),
        "awaited": EditionNotice.objects.visible_to(request.user).select_related("course"),
        "coordinates": coordinates_acting_office(request),
        "catalogue_url": reverse("training:course_list"),
    }
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
        "decision": WishDecision.objects.filter(enrolment=enrolment).first(),
        "approval": enrolment.approvals.filter(outcome="open").first(),
        **own_attendance(enrolment, request.user, now),
        "materials": _materials(enrolment, request.user),
        "plan": plan_of(enrolment) if enrolment.course.is_conference else [],
        **own_answers(enrolment, request.user, now),
        **own_funding(enrolment, request.user),
        "certificate": enrolment.certificates.valid().first(),
        "may_reissue": enrolment.session.attendance_closed_at and may_organise(request.user),
        "is_own": enrolment.person_id == request.user.pk,
        **own_way(enrolment, request.user, now),
        "may_cancel": enrolment.can_be_cancelled(now) and may_cancel(request.user, enrolment),
        "may_join": _meeting_to_join(enrolment.session, now) is not None,
        "crumbs": [(_("My training"), reverse("training:my_enrolments")), (_("Enrolment"), "")],
    }
    return render(request, "training/enrolment.html", context)


@login_required
def enrolment_cancel(request: HttpRequest, uid) -> HttpResponse:
    enrolment = _enrolment(request, uid)
    return _answer(
        request,
        enrolment,
        actions.cancel_enrolment,
        _("The enrolment is cancelled. While enrolment is open you can enrol again."),
    )


@login_required
def offer_accept(request: HttpRequest, uid) -> HttpResponse:
    enrolment = own_enrolment(request, uid)
    done = _("Your place is confirmed.")
    if request.user.has_mailbox:
        done = _("Your place is confirmed. The invitation is on its way to your mailbox.")
    return _answer(request, enrolment, actions.accept_offer, done)


@login_required
def offer_decline(request: HttpRequest, uid) -> HttpResponse:
    enrolment = own_enrolment(request, uid)
    done = _("Thank you. The place is free for the next person.")
    return _answer(request, enrolment, actions.decline_offer, done)


@login_required
@require_safe
def enrolment_calendar(request: HttpRequest, uid) -> HttpResponse:
    enrolment = own_enrolment(request, uid)
    if not enrolment.is_confirmed:
        raise Http404
    now = timezone.now()
    body = icalendar.feed([invitation_of(enrolment, at=now), *plan_events(enrolment, at=now)])
    response = HttpResponse(body, content_type=icalendar.content_type("PUBLISH"))
    response["Content-Disposition"] = 'attachment; filename="szkolenie.ics"'
    return response


@login_required
@require_safe
def join(request: HttpRequest, uid) -> HttpResponse:
    """Lead to the meeting, shortly before and while it lasts; the address itself is shown nowhere."""
    enrolment = own_enrolment(request, uid)
    session = enrolment.session
    if not (enrolment.is_online and session.joining_url and enrolment.is_confirmed):
        raise Http404
    if _meeting_to_join(session, timezone.now()):
        return HttpResponseRedirect(session.joining_url)
    context = {"enrolment": enrolment, "session": session, "course": session.course}
    return render(request, "training/join.html", context)


def _enrolment(request: HttpRequest, uid) -> Enrolment:
    visible = Enrolment.objects.visible_to(request.user).with_position().for_list()
    return get_object_or_404(visible, uid=uid)


def _materials(enrolment: Enrolment, user) -> QuerySet[SessionMaterial]:
    """What `user` may have of the session; the coordinator reads the enrolment, not the materials."""
    visible = SessionMaterial.objects.visible_to(user)
    return visible.filter(session=enrolment.session).select_related("file")


def own_enrolment(request: HttpRequest, uid) -> Enrolment:
    """The person's own; others do not learn that it exists."""
    return get_object_or_404(Enrolment.objects.for_list(), uid=uid, person=request.user)


def _answer(request: HttpRequest, enrolment: Enrolment, action, done: str) -> HttpResponse:
    """Do what was sent; who only opens the address, back from a sign-in, sees where things stand."""
    if request.method != "POST":
        return redirect(enrolment)
    with telling(request, done):
        action(enrolment, by=request.user)
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
