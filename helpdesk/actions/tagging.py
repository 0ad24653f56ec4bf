"""Tags and the checklist of a ticket: the desk's own order, which no requester sees."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk.actions.history import lock, record
from helpdesk.models import ChecklistItem, Tag, Ticket, TicketEvent

MOST_TAGS = 15
MOST_ITEMS = 40
LONGEST_ITEM = 200


@transaction.atomic
def add_tag(ticket: Ticket, *, by: User, tag: Tag, at: datetime | None = None) -> Ticket:
    """Put a tag of the list on a ticket."""
    ticket = lock(ticket, Ticket.objects.served_by(by))
    tags = list(ticket.tags.all())
    if tag in tags:
        return ticket
    if not tag.is_active:
        raise ValidationError(_("The tag “%(tag)s” is out of use.") % {"tag": tag})
    if len(tags) >= MOST_TAGS:
        raise ValidationError(_("A ticket has at most %(count)d tags.") % {"count": MOST_TAGS})
    ticket.tags.add(tag)
    _record(ticket, TicketEvent.Verb.TAGGED, by=by, at=at, to_value=tag.slug)
    return ticket


@transaction.atomic
def remove_tag(ticket: Ticket, *, by: User, tag: Tag, at: datetime | None = None) -> Ticket:
    """Take a tag off a ticket."""
    ticket = lock(ticket, Ticket.objects.served_by(by))
    if ticket.tags.filter(pk=tag.pk).exists():
        ticket.tags.remove(tag)
        _record(ticket, TicketEvent.Verb.TAGGED, by=by, at=at, from_value=tag.slug)
    return ticket


@transaction.atomic
def add_items(
    ticket: Ticket, *, by: User, texts: Sequence[str], at: datetime | None = None
) -> Sequence[ChecklistItem]:
    """Add things to do; empty lines, and what stands on the list already, are left out."""
    ticket = lock(ticket, Ticket.objects.served_by(by))
    known = set(ticket.checklist.values_list("text", flat=True))
    wanted = [" ".join(text.split())[:LONGEST_ITEM] for text in texts]
    fresh = [text for text in dict.fromkeys(wanted) if text and text not in known]
    if not fresh:
        return []
    if len(known) + len(fresh) > MOST_ITEMS:
        raise ValidationError(_("A checklist has at most %(count)d items.") % {"count": MOST_ITEMS})
    items = [ChecklistItem.objects.create(ticket=ticket, text=text) for text in fresh]
    _record(ticket, TicketEvent.Verb.CHECKLIST, by=by, at=at, to_value=f"+{len(items)}")
    return items


@transaction.atomic
def tick(
    item: ChecklistItem, *, by: User, is_done: bool, at: datetime | None = None
) -> ChecklistItem:
    """Tick an item, or take the tick back; ticking twice changes nothing."""
    at = at or timezone.now()
    ticket = lock(item.ticket, Ticket.objects.served_by(by))
    item = ChecklistItem.objects.get(pk=item.pk)
    if item.is_done == is_done:
        return item
    item.done_at, item.done_by = (at, by) if is_done else (None, None)
    item.save(update_fields=["done_at", "done_by"])
    done = ticket.checklist.exclude(done_at=None).count()
    state = f"{done}/{ticket.checklist.count()}"
    _record(ticket, TicketEvent.Verb.CHECKLIST, by=by, at=at, to_value=state)
    return item


@transaction.atomic
def remove_item(item: ChecklistItem, *, by: User, at: datetime | None = None) -> None:
    """Take an item off the list."""
    ticket = lock(item.ticket, Ticket.objects.served_by(by))
    deleted, _kinds = ChecklistItem.objects.filter(pk=item.pk).delete()
    if deleted:
        _record(ticket, TicketEvent.Verb.CHECKLIST, by=by, at=at, to_value="-1")


def _record(ticket: Ticket, verb: TicketEvent.Verb, *, by: User, at: datetime | None, **values):
    at = at or timezone.now()
    return record(ticket, verb, by=by, organisation=None, at=at, **values)
