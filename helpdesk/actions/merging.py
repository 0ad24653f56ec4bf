"""Duplicates: one ticket goes on in place of another. The rules stand in docs/ties.md."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk import notices
from helpdesk.actions.history import lock, record
from helpdesk.actions.status import move
from helpdesk.models import CopyAddress, Status, Ticket, TicketEvent, Watcher


@transaction.atomic
def merge(source: Ticket, *, target: Ticket, by: User, at: datetime | None = None) -> Ticket:
    """Let `target` go on in place of `source`, which closes, keeps its words and points there.

    One who merges answers both. No message changes its ticket, so nobody reads more than before.
    Raises ValidationError where readers of the two would differ.
    """
    at = at or timezone.now()
    if source.pk == target.pk:
        raise ValidationError(_("A ticket cannot be merged into itself."))
    served = Ticket.objects.served_by(by)
    locked = {one.pk: lock(one, served) for one in sorted((source, target), key=lambda t: t.pk)}
    source, target = locked[source.pk], locked[target.pk]
    _refuse_merge(source, target, at=at)
    waiting_since = source.unanswered_since
    if source.status != Status.CLOSED:
        # Its answer, and who must approve it, is the target's now.
        move(source, by=by, status=Status.CLOSED, is_approved=True, at=at)
    source.merged_into, source.parent = target, None
    who = {"by": by, "organisation": None, "at": at}
    record(source, TicketEvent.Verb.MERGED, to_value=target.reference, **who)
    for copy in _carry_over(source, target):
        record(target, TicketEvent.Verb.COPIED, to_value=str(copy.pk), **who)
    target.version += 1
    if target.is_open:
        target.unanswered_since = _earlier(target.unanswered_since, waiting_since)
    event = record(target, TicketEvent.Verb.JOINED, from_value=source.reference, **who)
    notices.tell_merged(target, source=source, event=event, at=at)
    return target


def _carry_over(source: Ticket, target: Ticket) -> Sequence[CopyAddress]:
    """Let followers, copies, tags and the checklist go on with the target; return the copies it got.

    Whoever could be told of the source may be told of the target: both have the same readers.
    """
    known = target.watchers.values("user")
    Watcher.objects.bulk_create(
        Watcher(ticket=target, user=one.user, is_agent=one.is_agent, added_by=one.added_by)
        for one in source.watchers.exclude(user__in=known).select_related("user", "added_by")
    )
    target.tags.add(*source.tags.all())
    doubled = target.checklist.values("text")
    source.checklist.exclude(text__in=doubled).update(ticket=target)
    has_already = [copy.address for copy in target.copy_addresses.active()]
    if target.requester:
        has_already.append(target.requester.email.lower())
    return [
        CopyAddress.objects.create(
            ticket=target, address=copy.address, added_by=copy.added_by, added_at=copy.added_at
        )
        for copy in source.copy_addresses.active().exclude(address__in=has_already)
    ]


def _refuse_merge(source: Ticket, target: Ticket, *, at: datetime) -> None:
    """Raise ValidationError unless both have the same readers outside the support point."""
    _refuse_other_offices(source, target)
    if source.requester_id not in (None, target.requester_id):
        raise ValidationError(
            _(
                "These tickets are of different people. "
                "Make both a part of a larger problem: each person keeps their own."
            )
        )
    if source.is_restricted != target.is_restricted:
        raise ValidationError(
            _("One of these tickets is hidden from colleagues and the other is not.")
        )
    if source.incident_links.usable(at).exists():
        raise ValidationError(
            _(
                "Whoever reported this without an account reads answers by a link to this ticket "
                "alone. Merge the other ticket into it, or make both a part of a larger problem."
            )
        )
    if source.children.exists():
        raise ValidationError(_("This ticket has parts of its own: merge the other one into it."))


def _refuse_other_offices(source: Ticket, target: Ticket) -> None:
    """Their own office and those that they also concern are the same."""
    own, other = (
        (ticket.organisation_id, set(ticket.units.values_list("organisation", flat=True)))
        for ticket in (source, target)
    )
    if own != other:
        raise ValidationError(
            _(
                "These tickets are of different offices. "
                "Make both a part of a larger problem: each office keeps its own."
            )
        )


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(moment for moment in (one, other) if moment) if one or other else None
