"""Due work of training: offers that run out, sessions that begin and end, reminders,
certificates, letters."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from training import telling
from training.actions import advance_approval, expire_offer, send_letter, tell_of_edition
from training.models import (
    Approval,
    Certificate,
    EditionNotice,
    Enrolment,
    LetterReceiver,
    SeatOffer,
    Session,
    SessionEvent,
    SurveyInvitation,
    WishDecision,
)
from training.seats import locked
from training.states import PROMOTING, EnrolmentState, SessionState, SessionVerb

REMIND_BEFORE = timedelta(hours=48)
REMIND_OF_EXPIRY = timedelta(days=60)


def expire_offers(*, at: datetime, limit: int = 50) -> int:
    """Pass unanswered seats on; return how many offers were looked at."""
    offers = SeatOffer.objects.claim(at=at, limit=limit)
    for offer in offers:
        expire_offer(offer, at=at)
    return len(offers)


def advance_approvals(*, at: datetime, limit: int = 50) -> int:
    """Remind supervisors, end holds and approvals whose time is over; return how many were looked at."""
    approvals = Approval.objects.claim(at=at, limit=limit)
    for approval in approvals:
        advance_approval(approval, at=at)
    return len(approvals)


def advance_sessions(*, at: datetime, limit: int = 50) -> int:
    """Move sessions on when their time has come: to running, to done; return how many moved."""
    begun = Session.objects.filter(state__in=PROMOTING, starts_at__lte=at)
    ended = Session.objects.filter(state=SessionState.RUNNING, ends_at__lte=at)
    moved = [
        _advance(session, SessionState.RUNNING, SessionVerb.STARTED, at=at)
        for session in begun.order_by("starts_at")[:limit]
    ]
    moved += [
        _advance(session, SessionState.DONE, SessionVerb.FINISHED, at=at)
        for session in ended.order_by("ends_at")[:limit]
    ]
    return sum(moved)


def tell_of_certificates(*, at: datetime, limit: int = 50) -> int:
    """Write to the holders of new certificates; return how many were told."""
    certificates = Certificate.objects.to_tell().select_related(
        "course", "person", "enrolment", "learning"
    )
    found = list(certificates.order_by("pk")[:limit])
    for certificate in found:
        with transaction.atomic():
            telling.certificate(certificate, at=at)
            Certificate.objects.filter(pk=certificate.pk).update(told_at=at)
    return len(found)


def send_letters(*, at: datetime, limit: int = 50) -> int:
    """Write the mails of letters to participants; return how many receivers were looked at."""
    waiting = LetterReceiver.objects.filter(outcome=LetterReceiver.Outcome.WAITING)
    found = list(waiting.order_by("pk")[:limit])
    for receiver in found:
        send_letter(receiver, at=at)
    return len(found)


def tell_of_editions(*, at: datetime, limit: int = 50) -> int:
    """Write to those who waited for a new session; return how many requests were looked at."""
    due = EditionNotice.objects.due().select_related("person", "session__course")
    found = list(due.order_by("pk")[:limit])
    for notice in found:
        tell_of_edition(notice, at=at)
    return len(found)


def tell_of_surveys(*, at: datetime, limit: int = 50) -> int:
    """Ask those who took part what it was like, once; return how many were asked."""
    invitations = SurveyInvitation.objects.filter(told_at=None).select_related(
        "enrolment__session__course", "enrolment__person", "enrolment__organisation"
    )
    found = list(invitations.order_by("pk")[:limit])
    for invitation in found:
        with transaction.atomic():
            telling.survey(invitation.enrolment, at=at)
            SurveyInvitation.objects.filter(pk=invitation.pk).update(told_at=at)
    return len(found)


def tell_of_draws(*, at: datetime, limit: int = 50) -> int:
    """Write to everybody who was in a draw; who left meanwhile is not written to."""
    decisions = WishDecision.objects.filter(told_at=None).select_related(
        "enrolment__session__course", "enrolment__person", "enrolment__organisation"
    )
    found = list(decisions.order_by("pk")[:limit])
    for decision in found:
        with transaction.atomic():
            if decision.still_holds:
                telling.drawn(decision, at=at)
            WishDecision.objects.filter(pk=decision.pk).update(told_at=at)
    return len(found)


def send_reminders(*, at: datetime) -> None:
    """Remind everybody with a seat in a session of the next two days, once for each date."""
    soon = Enrolment.objects.filter(
        state=EnrolmentState.CONFIRMED,
        session__state__in=PROMOTING,
        session__course__live=True,
        session__starts_at__gt=at,
        session__starts_at__lte=at + REMIND_BEFORE,
    )
    for enrolment in soon.for_list().iterator(chunk_size=200):
        telling.reminder(enrolment, at=at)


def remind_of_expiry(*, at: datetime) -> None:
    """Write to those whose certificate runs out within two months, unless they have a newer one."""
    today = timezone.localdate(at)
    newer = Certificate.objects.valid().filter(
        Q(valid_until=None) | Q(valid_until__gt=OuterRef("valid_until")),
        person=OuterRef("person"),
        course=OuterRef("course"),
    )
    soon = Certificate.objects.valid().filter(
        ~Exists(newer),
        expiry_told_at=None,
        valid_until__gte=today,
        valid_until__lte=today + REMIND_OF_EXPIRY,
        person__is_active=True,
    )
    for certificate in soon.select_related("person", "course").iterator(chunk_size=200):
        with transaction.atomic():
            telling.expiry(certificate, at=at)
            Certificate.objects.filter(pk=certificate.pk).update(expiry_told_at=at)


def _advance(session: Session, state: SessionState, verb: SessionVerb, *, at: datetime) -> bool:
    with transaction.atomic():
        known, session = session.state, locked(session)
        if session.state != known:
            return False
        session.state = state
        session.save(update_fields=["state"])
        SessionEvent.objects.create(session=session, verb=verb, at=at)
    return True
