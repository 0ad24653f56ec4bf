"""What happens to a ticket by itself when its day has come: it reminds, wakes, closes."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from helpdesk import notices
from helpdesk.actions.history import lock
from helpdesk.actions.status import move
from helpdesk.models import Status, Ticket

TOLD_BEFORE = timedelta(days=2)


@transaction.atomic
def ask_again(ticket: Ticket, *, at: datetime) -> bool:
    """On the day set: wake a ticket that waits for its requester, or remind of one on hold, once.

    Returns whether anything was done.
    """
    ticket, today = lock(ticket, Ticket.objects.all()), timezone.localdate(at)
    is_due = ticket.follow_up_on is not None and ticket.follow_up_on <= today
    if not is_due or ticket.follow_up_told_on == ticket.follow_up_on:
        return False
    if ticket.status == Status.PENDING:
        move(ticket, by=None, status=Status.OPEN, at=at)
        notices.notify_answering(ticket, text=gettext_lazy("No answer came: ticket"), at=at)
        return True
    ticket.follow_up_told_on = ticket.follow_up_on
    ticket.save(update_fields=["follow_up_told_on"])
    notices.notify_answering(ticket, text=gettext_lazy("Ask again today: ticket"), at=at)
    return True


@transaction.atomic
def announce_closing(ticket: Ticket, *, at: datetime) -> bool:
    """Tell the requester that a resolved ticket will close by itself; return whether it was due."""
    ticket, today = lock(ticket, Ticket.objects.all()), timezone.localdate(at)
    if not _closes_by(ticket, today + TOLD_BEFORE) or ticket.closing_told_on:
        return False
    ticket.closing_told_on = today
    # Whoever was told late, because nothing ran, has the same two days.
    ticket.closes_on = max(ticket.closes_on, today + TOLD_BEFORE)
    ticket.save(update_fields=["closing_told_on", "closes_on"])
    notices.tell_closing(ticket, at=at)
    return True


@transaction.atomic
def close_resolved(ticket: Ticket, *, at: datetime) -> bool:
    """Close a resolved ticket whose day has come and whose requester was told; say nothing more."""
    ticket, today = lock(ticket, Ticket.objects.all()), timezone.localdate(at)
    if not _closes_by(ticket, today) or ticket.closing_told_on is None:
        return False
    move(ticket, by=None, status=Status.CLOSED, at=at)
    return True


def _closes_by(ticket: Ticket, day: date) -> bool:
    return (
        ticket.status == Status.RESOLVED
        and ticket.closes_on is not None
        and ticket.closes_on <= day
    )
