"""One change made to many tickets: ticket by ticket, each through its own action, and back again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.accounts.models import User
from foundation.posted import key_in
from helpdesk import notices
from helpdesk.actions.clock import promise
from helpdesk.actions.history import lock, record
from helpdesk.actions.routing import assign, move_queue, set_priority
from helpdesk.actions.status import change_status
from helpdesk.actions.tagging import add_tag, remove_tag
from helpdesk.models import BulkChange, BulkItem, Priority, Queue, Status, Tag, Ticket, TicketEvent

What = BulkChange.What
MOST_AT_ONCE = 100
UNDO_WITHIN = timedelta(hours=1)
# Waiting for another body needs words of its own for each ticket.
STATUSES = (Status.OPEN, Status.PENDING, Status.RESOLVED, Status.CLOSED)
# What is kept of a ticket before it is changed.
KEPT = ("status", "priority", "assignee_id", "queue_id", "waits_for", "version")
MOMENTS = (
    "resolved_at", "unanswered_since", "follow_up_on", "closes_on", "follow_up_told_on",
    "closing_told_on",
)  # fmt: skip


@transaction.atomic
def change_many(
    tickets: Sequence[Ticket], *, by: User, what: str, value: str, at: datetime | None = None
) -> BulkChange:
    """Write down one change of many tickets that `by` answers; `work_off` or the worker does it.

    `value` is the key of an agent (empty: nobody), a queue or a tag, a status, or a priority; raises
    ValidationError where it is none that may be chosen.
    """
    if not tickets:
        raise ValidationError(_("Select at least one ticket."))
    if len(tickets) > MOST_AT_ONCE:
        raise ValidationError(_("At most %(count)d tickets at once.") % {"count": MOST_AT_ONCE})
    return write_down([ticket.pk for ticket in tickets], by=by, what=what, value=value, at=at)


@transaction.atomic
def write_down(
    keys: Iterable[int], *, by: User, what: str, value: str, at: datetime | None = None
) -> BulkChange:
    """As `change_many`, of the tickets with these keys, however many; rights are asked for each."""
    _new_value(what, value)
    at = at or timezone.now()
    change = BulkChange.objects.create(by=by, what=what, value=value, at=at)
    _add_items(change, keys, at=at)
    return change


@transaction.atomic
def undo(change: BulkChange, *, by: User, at: datetime | None = None) -> BulkChange:
    """Write down that a change is taken back where nothing happened since; the history shows both."""
    at = at or timezone.now()
    change = BulkChange.objects.select_for_update().get(pk=change.pk)
    if change.by != by or change.undoes_id:
        raise PermissionDenied
    if BulkChange.objects.filter(undoes=change).exists():
        raise ValidationError(_("This was taken back already."))
    if at - change.at > UNDO_WITHIN:
        raise ValidationError(_("This can be taken back for an hour only."))
    keys = change.items.exclude(last_event=None).values_list("ticket", flat=True)
    back = BulkChange.objects.create(by=by, what=change.what, undoes=change, at=at)
    _add_items(back, keys, at=at)
    return back


@transaction.atomic
def do_item(item: BulkItem, *, at: datetime) -> None:
    """Change one ticket, or set the item aside with the reason; a second time does nothing."""
    found = BulkItem.objects.select_for_update(of=("self",))
    item = found.select_related("change__by", "change__undoes", "ticket").get(pk=item.pk)
    if item.state != BulkItem.State.DUE:
        return
    act = _restore if item.change.undoes_id else _apply
    try:
        with override(item.change.by.language), transaction.atomic():
            act(item, at=at)
    except (ValidationError, PermissionDenied) as refusal:
        with override(item.change.by.language):
            item.park(reason=_words(refusal))
    else:
        item.save(update_fields=["before", "last_event"])
        item.mark_done()


def _add_items(change: BulkChange, keys: Iterable[int], *, at: datetime) -> None:
    items = [BulkItem(change=change, ticket_id=key, next_try_at=at) for key in keys]
    BulkItem.objects.bulk_create(items, batch_size=500)


def _new_value(what: str, value: str) -> User | Queue | Tag | str | None:
    """What `value` names; raises ValidationError where it may not be chosen."""
    key = key_in(value)
    chosen: Mapping[str, Callable] = {
        What.ASSIGN: lambda: User.objects.active().filter(pk=key).first() if value else None,
        What.QUEUE: lambda: Queue.objects.active().filter(pk=key).first(),
        What.STATUS: lambda: value if value in STATUSES else None,
        What.PRIORITY: lambda: value if value in Priority.values else None,
        What.TAG: lambda: Tag.objects.active().filter(pk=key).first(),
        What.UNTAG: lambda: Tag.objects.filter(pk=key).first(),
    }
    if what not in chosen:
        raise ValidationError(_("Choose what to change."))
    found = chosen[what]()
    if found is None and not (what == What.ASSIGN and not value):
        raise ValidationError(_("This cannot be chosen any more."))
    return found


def _apply(item: BulkItem, *, at: datetime) -> None:
    by, what = item.change.by, item.change.what
    ticket = lock(item.ticket, Ticket.objects.served_by(by))
    item.before = {name: getattr(ticket, name) for name in KEPT}
    item.before |= {name: _as_text(getattr(ticket, name)) for name in MOMENTS}
    item.before["tags"] = list(ticket.tags.values_list("pk", flat=True))
    last = _last_event(ticket)
    value = _new_value(what, item.change.value)
    if what == What.ASSIGN:
        assign(ticket, by=by, assignee=value, at=at)
    elif what == What.QUEUE:
        move_queue(ticket, by=by, queue=value, at=at)
    elif what == What.STATUS:
        change_status(ticket, by=by, status=value, at=at)
    elif what == What.TAG:
        add_tag(ticket, by=by, tag=value, at=at)
    elif what == What.UNTAG:
        remove_tag(ticket, by=by, tag=value, at=at)
    else:
        set_priority(ticket, by=by, priority=value, at=at)
    event = _last_event(ticket)
    item.last_event = event if event != last else None


def _restore(item: BulkItem, *, at: datetime) -> None:
    """Put a ticket back as it stood, as further events; refused where anything happened since."""
    by = item.change.by
    done = BulkItem.objects.get(change=item.change.undoes, ticket=item.ticket)
    # Handing over ends one's own right; whoever answers the queue it came from may take it back.
    before = done.before
    if not Queue.objects.served_by(by).filter(pk=before["queue_id"]).exists():
        raise PermissionDenied
    ticket = lock(item.ticket, Ticket.objects.exclude(requester=by))
    if _last_event(ticket) != done.last_event:
        raise ValidationError(_("Something happened in this ticket since; it stays as it is."))
    _put_back(ticket, before, by=by, at=at)
    item.last_event = _last_event(ticket)


def _put_back(ticket: Ticket, before: Mapping, *, by: User, at: datetime) -> None:
    verb = TicketEvent.Verb
    fields = {"by": by, "organisation": None, "at": at}
    if ticket.queue_id != before["queue_id"]:
        was, ticket.queue = ticket.queue, Queue.objects.get(pk=before["queue_id"])
        promise(ticket)
        record(ticket, verb.MOVED, from_value=was.slug, to_value=ticket.queue.slug, **fields)
    if ticket.priority != before["priority"]:
        set_priority(ticket, by=by, priority=before["priority"], at=at)
        ticket.refresh_from_db()
    if ticket.assignee_id != before["assignee_id"]:
        _give_back(ticket, before["assignee_id"], **fields)
    _put_back_tags(ticket, set(before["tags"]), **fields)
    if ticket.status != before["status"]:
        was = ticket.status
        for name in ("status", "waits_for"):
            setattr(ticket, name, before[name])
        for name in MOMENTS:
            setattr(ticket, name, _from_text(name, before[name]))
        ticket.version += 1
        event = record(ticket, verb.STATUS, from_value=was, to_value=ticket.status, **fields)
        notices.tell_status(ticket, event=event, by=by, at=at)


def _give_back(ticket: Ticket, assignee_id: int | None, **fields) -> None:
    """To the agent who had it, if they answer it still, else to nobody."""
    agent = User.objects.active().filter(pk=assignee_id).first()
    if agent and not Queue.objects.served_by(agent).filter(pk=ticket.queue_id).exists():
        agent = None
    was, ticket.assignee = ticket.assignee_id, agent
    values = {"from_value": str(was or ""), "to_value": str(agent.pk if agent else "")}
    record(ticket, TicketEvent.Verb.ASSIGNED, assignee=agent, **values, **fields)


def _put_back_tags(ticket: Ticket, before: set[int], **fields) -> None:
    """The tags that were there, also one that is out of use since."""
    for tag in Tag.objects.filter(tickets=ticket).exclude(pk__in=before):
        ticket.tags.remove(tag)
        record(ticket, TicketEvent.Verb.TAGGED, from_value=tag.slug, **fields)
    for tag in Tag.objects.filter(pk__in=before).exclude(tickets=ticket):
        ticket.tags.add(tag)
        record(ticket, TicketEvent.Verb.TAGGED, to_value=tag.slug, **fields)


def _last_event(ticket: Ticket) -> TicketEvent | None:
    return TicketEvent.objects.filter(ticket=ticket).order_by("-pk").first()


def _as_text(moment: datetime | date | None) -> str:
    return moment.isoformat() if moment else ""


def _from_text(name: str, text: str) -> datetime | date | None:
    kind = date if name.endswith("_on") else datetime
    return kind.fromisoformat(text) if text else None


def _words(refusal: Exception) -> str:
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    return _("You do not answer this ticket any more.")
