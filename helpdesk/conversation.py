"""A ticket as people read it: messages and events in the order in which they happened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.db.models import F, Manager, Prefetch, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.mailing.models import OutgoingMail
from helpdesk import happenings, markdown, notices, wording
from helpdesk.citations import Block, blocks_of
from helpdesk.incidents.wording import IncidentWords
from helpdesk.models import (
    Attachment,
    Citation,
    Message,
    Priority,
    Queue,
    Status,
    Ticket,
    TicketEvent,
)
from helpdesk.ties import words as tie_words

Readable = Callable[[Manager], QuerySet]  # those rows of a model that somebody may read
# So many events in a row are folded together, all but the newest of them.
MANY_EVENTS, EVENTS_IN_SIGHT = 6, 2


@dataclass(frozen=True)
class Entry:
    """A message, or what happened in between, in words."""

    at: datetime
    event_id: int
    message: Message | None = None
    html: SafeString | str = ""
    files: Sequence[Attachment] = ()
    citations: Sequence[Block] = ()
    delivery: OutgoingMail | None = None
    text: str = ""
    names: str = ""  # the number in `text` of another ticket, and where that one is read
    url: str = ""
    mail_id: int | None = None  # of the mail it came in, for those who may see it

    @property
    def line(self) -> SafeString:
        """`text` with the ticket it names as a link."""
        before, number, after = self.text.partition(self.names) if self.url else (self.text, "", "")
        link = format_html('<a href="{}" class="num">{}</a>', self.url, number) if number else ""
        return format_html("{}{}{}", before, link, after)


@dataclass(frozen=True)
class Conversation:
    """What `user` may read of a ticket; `last_event` is what open pages name when they reconnect."""

    entries: Sequence[Entry]
    last_event: int
    new_messages: int = field(default=0)

    @property
    def groups(self) -> Sequence[Sequence[Entry]]:
        """Messages one by one; what happened between two of them together where it is much.

        The newest events stay in sight: only what stands before them is folded away.
        """
        found: list[list[Entry]] = []
        for is_spoken, entries in groupby(
            self.entries, key=lambda entry: entry.message is not None
        ):
            listed = list(entries)
            is_much = not is_spoken and len(listed) >= MANY_EVENTS
            folded = len(listed) - EVENTS_IN_SIGHT if is_much else 0
            found += [listed[:folded]] if folded else []
            found += [[entry] for entry in listed[folded:]]
        return found


def read(ticket: Ticket, user: User, *, for_staff: bool, after: int = 0) -> Conversation:
    """The conversation of `ticket` for `user`, or what came after the event `after`.

    `for_staff`: the ticket was found by `served_by`, so all of it may be read and no row asks again;
    otherwise each row is asked whether `user` may read it.
    """
    readable = _all_rows if for_staff else _rows_for(user)
    events = list(_events(ticket, readable).filter(pk__gt=after))
    messages = {message.pk: message for message in _messages(ticket, readable, events)}
    has_mail = any(one.is_from_staff and not one.is_internal for one in messages.values())
    deliveries = notices.delivery_of(ticket) if has_mail and for_staff else {}
    statuses = dict(Status.choices) if for_staff else wording.status_words(ticket, user)
    words = _Words(statuses, events, names_rules=for_staff)
    blocks = blocks_of(messages.values())
    page = "helpdesk:desk_ticket" if for_staff else "helpdesk:ticket"
    entries = []
    for event in events:
        if message := messages.get(event.message_id):
            entries.append(_spoken(event, message, deliveries, blocks, for_staff=for_staff))
        if text := words.say(event):
            other = tie_words.other_of(event)
            url = reverse(page, args=[other]) if other else ""
            entries.append(Entry(event.at, event.pk, text=text, names=other, url=url))
    last_event = events[-1].pk if events else after
    return Conversation(entries, last_event, len(messages))


def _all_rows(manager: Manager) -> QuerySet:
    return manager.all()


def _rows_for(user: User) -> Readable:
    return lambda manager: manager.visible_to(user)


def _events(ticket: Ticket, readable: Readable):
    found = readable(TicketEvent.objects).filter(ticket=ticket)
    return found.select_related("actor", "assignee", "rule").order_by("pk")


def _messages(ticket: Ticket, readable: Readable, events: Sequence[TicketEvent]):
    keys = [event.message_id for event in events if event.message_id]
    found = readable(Message.objects).filter(ticket=ticket, pk__in=keys)
    cited = Prefetch("citations", Citation.objects.with_sources())
    found = found.annotate(mail_id=F("raw_mail__pk")).select_related("author", "organisation")
    return found.prefetch_related("attachments__file", cited)


def _spoken(
    event: TicketEvent,
    message: Message,
    deliveries: Mapping[int, OutgoingMail],
    blocks: Mapping[int, Sequence[Block]],
    *,
    for_staff: bool,
) -> Entry:
    return Entry(
        message.created_at,
        event.pk,
        message=message,
        html=markdown.render(message.body),
        files=message.attachments.all(),
        citations=blocks.get(message.pk, ()),
        delivery=deliveries.get(message.pk),
        mail_id=message.mail_id if for_staff else None,
    )


class _Words:
    """What an event says; a status in the words of the side that reads it."""

    def __init__(
        self, statuses: Mapping[str, str], events: Sequence[TicketEvent], *, names_rules: bool
    ) -> None:
        self.statuses, self.names_rules = statuses, names_rules
        self.incident = IncidentWords()
        moved = any(event.verb == TicketEvent.Verb.MOVED for event in events)
        self.queues = {queue.slug: queue.name for queue in Queue.objects.all()} if moved else {}
        self.names = happenings.names_in(events)

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
        elif verb == TicketEvent.Verb.DEADLINE:
            text = self._deadline(event)
        elif verb in IncidentWords.VERBS:
            text = self.incident.say(event)
        else:
            text = tie_words.say(event) or happenings.say(event, self.names)
        return self._by_whom(event, text)

    def _by_whom(self, event: TicketEvent, text: str) -> str:
        """`text` with the person or the rule that did it, where that says something."""
        if text and event.rule and self.names_rules:
            return f"{text} ({_('rule')}: {event.rule})"
        is_own = event.actor is None or event.actor == event.assignee or not text
        return text if is_own else f"{text} ({event.actor})"

    def _assigned(self, event: TicketEvent) -> str:
        if event.assignee:
            return _("answers: %(name)s") % {"name": event.assignee}
        return _("waits for an agent") if not event.to_value else _("given to an agent")

    def _deadline(self, event: TicketEvent) -> str:
        if not event.to_value:
            return _("service times changed: no deadline is promised")
        when = wording.moment(datetime.fromisoformat(event.to_value))
        return _("service times changed, new deadline: %(when)s") % {"when": when}

    def _shared(self, event: TicketEvent) -> str:
        if event.to_value == "restricted":
            return _("hidden from colleagues in the office")
        return _("shared with the office’s coordinator")
