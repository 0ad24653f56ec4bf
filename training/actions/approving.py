"""A supervisor agrees or refuses by a link; what happens when nobody answers."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.secrets import fingerprint, new_token
from training import telling
from training.approvals import (
    Approvers,
    approval_deadline,
    check_approvers,
    hold_end,
    reminder_moment,
)
from training.models import Approval, ApprovalLink, Enrolment
from training.seats import (
    close_approval,
    give_or_queue,
    locked_enrolment,
    may_hold_seat,
    move,
    note_event,
    promote,
    release_hold,
)
from training.states import EnrolmentState, EnrolmentVerb

PURPOSE = "training.approval"


def ask_approval(
    enrolment: Enrolment, *, approvers: Approvers | None, by: User, at: datetime
) -> Approval:
    """Save a new enrolment that waits for its supervisor, and send the link. The session is locked."""
    session = enrolment.session
    check_approvers(approvers, person=enrolment.person, organisation=enrolment.organisation)
    until = approval_deadline(session, at)
    enrolment.state = EnrolmentState.AWAITING_APPROVAL
    if may_hold_seat(enrolment):
        enrolment.held_until = hold_end(session, at, until)
    enrolment.full_clean()
    enrolment.save()
    approval = Approval(
        enrolment=enrolment,
        supervisor_email=approvers.supervisor.lower(),
        stand_in_email=approvers.stand_in.lower(),
        asked_at=at,
        remind_at=reminder_moment(at, until),
        expires_at=until,
    )
    approval.next_try_at = _next_moment(approval, enrolment)
    approval.full_clean()
    approval.save()
    note_event(enrolment, EnrolmentVerb.APPROVAL_ASKED, by=by, before="", at=at)
    _send_link(approval, approval.supervisor_email, at=at)
    telling.awaiting_approval(enrolment, approval, at=at)
    return approval


def link_of(token: str) -> ApprovalLink | None:
    """The link with this secret."""
    found = ApprovalLink.objects.filter(token_hash=fingerprint(token, purpose=PURPOSE))
    related = ("approval__enrolment__session__course", "approval__enrolment__person")
    return found.select_related(*related, "approval__enrolment__organisation").first()


def decide_approval(
    link: ApprovalLink, *, is_approved: bool, reason: str = "", at: datetime | None = None
) -> Approval:
    """Agree: the person gets a place, or stands in line; or refuse with a reason, which they read.

    Raises ValidationError when it was decided already or the time has run out.
    """
    at = at or timezone.now()
    if not is_approved and not reason.strip():
        raise ValidationError({"reason": _("Write why: the person reads it.")})
    with transaction.atomic():
        enrolment = locked_enrolment(link.approval.enrolment)
        approval = Approval.objects.get(pk=link.approval_id)
        if not approval.is_open(at):
            raise ValidationError(_("This link no longer works."))
        outcome = Approval.Outcome.APPROVED if is_approved else Approval.Outcome.REFUSED
        close_approval(approval, outcome, at=at, decided_by=link.email)
        if is_approved:
            verb, state = EnrolmentVerb.APPROVED, enrolment.state
            note_event(enrolment, verb, by=None, before=state, at=at, note=link.email)
            give_or_queue(enrolment, by=None, at=at)
        else:
            _end(enrolment, EnrolmentVerb.REFUSED, reason=reason, at=at)
            telling.refused(enrolment, at=at)
    return approval


def advance_approval(approval: Approval, *, at: datetime) -> bool:
    """Do what is due: give up the held place, remind, or end without an answer; False if decided."""
    with transaction.atomic():
        enrolment = locked_enrolment(approval.enrolment)
        approval = Approval.objects.get(pk=approval.pk)
        if approval.outcome != Approval.Outcome.OPEN:
            return False
        if approval.expires_at <= at:
            close_approval(approval, Approval.Outcome.EXPIRED, at=at)
            _end(enrolment, EnrolmentVerb.APPROVAL_EXPIRED, reason="", at=at)
            telling.approval_expired(enrolment, at=at)
            return True
        if enrolment.held_until and enrolment.held_until <= at:
            release_hold(enrolment, at=at)
        if approval.reminded_at is None and approval.remind_at <= at:
            _remind(approval, at=at)
        approval.next_try_at, approval.leased_until = _next_moment(approval, enrolment), None
        approval.save(update_fields=["next_try_at", "leased_until", "reminded_at"])
    return True


def _next_moment(approval: Approval, enrolment: Enrolment) -> datetime:
    """When something has to be done for the next time."""
    moments = [approval.expires_at, enrolment.held_until]
    moments += [approval.remind_at] if approval.reminded_at is None else []
    return min(moment for moment in moments if moment)


def _remind(approval: Approval, *, at: datetime) -> None:
    approval.reminded_at = at
    for email in filter(None, [approval.supervisor_email, approval.stand_in_email]):
        _send_link(approval, email, at=at)


def _send_link(approval: Approval, email: str, *, at: datetime) -> None:
    token = new_token()
    link = ApprovalLink.objects.create(
        approval=approval,
        email=email,
        token_hash=fingerprint(token, purpose=PURPOSE),
        sent_at=at,
    )
    telling.approval_link(link, token, at=at)


def _end(enrolment: Enrolment, verb: EnrolmentVerb, *, reason: str, at: datetime) -> None:
    """The enrolment is over; a place that was held goes to the next."""
    enrolment.held_until = None
    enrolment.save(update_fields=["held_until"])
    move(enrolment, EnrolmentState.CANCELLED, verb, by=None, at=at, reason=reason[:250])
    promote(enrolment.session, at=at)
