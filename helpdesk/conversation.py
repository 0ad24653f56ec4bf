"""A ticket as people read it: messages and events in the order in which they happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.mailing.models import OutgoingMail
from helpdesk import markdown, notices, wording
from helpdesk.models import Attachment, Message, Priority, Queue, Status, Ticket, TicketEvent


@dataclass(frozen=True)
class Entry:
    """A message, or what happened in between, in words."""

    at: datetime
    event_id: int
    message: Message | None = None
    html: SafeString | str = ""
    files: Sequence[Attachment] = ()
    delivery: OutgoingMail | None = None
    text: str = ""


@dataclass(frozen=True)
class Conversation:
    """What `user` may read of a ticket; `last_event` is what open pages name when they reconnect."""

    entries: Sequence[Entry]
    last_event: int
    new_messages: int = field(default=0)


def read(ticket: Ticket, user: User, *, for_staff: bool, after: int = 0) -> Conversation:
    """The conversation of `ticket` for `user`, or what came after the event `after`; five queries."""
    events = list(_events(ticket, user).filter(pk__gt=after))
    messages = {message.pk: message for message in _messages(ticket, user, events)}
    has_mail = any(one.is_from_staff and not one.is_note for one in messages.values())
    deliveries = notices.delivery_of(ticket) if has_mail and for_staff else {}
    words = _Words(for_staff=for_staff, events=events)
    entries = []
    for event in events:
        if message := messages.get(event.message_id):
            entries.append(_spoken(event, message, deliveries))
        if text := words.say(event):
            entries.append(Entry(event.at, event.pk, text=text))
    last_event = events[-1].pk if events else after
    return Conversation(entries, last_event, len(messages))


def _events(ticket: Ticket, user: User):
    found = TicketEvent.objects.visible_to(user).filter(ticket=ticket)
    return found.select_related("actor", "assignee").order_by("pk")


def _messages(ticket: Ticket, user: User, events: Sequence[TicketEvent]):
    keys = [event.message_id for event in events if event.message_id]
    found = Message.objects.visible_to(user).filter(ticket=ticket, pk__in=keys)
    return found.select_related("author", "organisation").prefetch_related("attachments__file")


def _spoken(event: TicketEvent, message: Message, deliveries: Mapping[int, OutgoingMail]) -> Entry:
    return Entry(
        message.created_at,
        event.pk,
        message=message,
        html=markdown.render(message.body),
        files=message.attachments.all(),
        delivery=deliveries.get(message.pk),
    )


class _Words:
    """What an event says; a status in the words of the side that reads it."""

    def __init__(self, *, for_staff: bool, events: Sequence[TicketEvent]) -> None:
        self.statuses = dict(Status.choices) if for_staff else wording.REQUESTER_WORDS
        moved = any(event.verb == TicketEvent.Verb.MOVED for event in events)
        self.queues = {queue.slug: queue.name for queue in Queue.objects.all()} if moved else {}

    def say(self, event: TicketEvent) -> str:
        """One line about `event`; empty where the message itself says it."""
        verb = event.verb
        if verb == TicketEvent.Verb.STATUS:
            text = _("status: %(status)s") % {"status": self.statuses[event.to_value]}
        elif verb == TicketEvent.Verb.ASSIGNED:
            text = self._assigned(event)
        elif verb == TicketEvent.Verb.MOVED:
            name = self.queues.get(event.to_value, event.to_value)
            text = _("moved to the queue “%(queue)s”") % {"queue": name}
        elif verb == TicketEvent.Verb.PRIORITY:
            text = _("priority: %(priority)s") % {"priority": Priority(event.to_value).label}
        elif verb == TicketEvent.Verb.SHARED:
            text = self._shared(event)
        else:
            return ""
        is_own = event.actor is None or event.actor == event.assignee
        return text if is_own else f"{text} ({event.actor})"

    def _assigned(self, event: TicketEvent) -> str:
        if event.assignee:
            return _("answers: %(name)s") % {"name": event.assignee}
        return _("waits for an agent") if not event.to_value else _("given to an agent")

    def _shared(self, event: TicketEvent) -> str:
        if event.to_value == "restricted":
            return _("hidden from colleagues in the office")
        return _("shared with the office’s coordinator")
