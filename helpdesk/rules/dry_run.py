"""What a rule would have done to last month's tickets; nothing is changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpdesk.models import Rule, Ticket, TicketEvent
from helpdesk.rules.effects import changes
from helpdesk.rules.matching import holds, trigger_of

LOOKS_BACK = timedelta(days=30)
MOST_EVENTS = 5000
EXAMPLES = 10


@dataclass(frozen=True)
class Match:
    """A ticket for which the rule would have held, and what would have changed, by its state today."""

    ticket: Ticket
    at: datetime
    changes: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class DryRun:
    """`examined` events of the trigger, the newest ones where there are too many."""

    examined: int
    is_partial: bool
    matches: Sequence[Match]

    @property
    def tickets(self) -> int:
        return len({match.ticket.pk for match in self.matches})

    @property
    def unchanged(self) -> int:
        """Tickets that are already as the rule wants them."""
        return len({match.ticket.pk for match in self.matches if not match.changes})

    @property
    def examples(self) -> Sequence[Match]:
        return [match for match in self.matches if match.changes][:EXAMPLES]


def dry_run(rule: Rule, *, at: datetime) -> DryRun:
    """Ask `rule`, saved or not, about the events of the last thirty days."""
    verbs = (TicketEvent.Verb.OPENED, TicketEvent.Verb.REPLIED, TicketEvent.Verb.STATUS)
    found = TicketEvent.objects.filter(at__gt=at - LOOKS_BACK, at__lte=at, verb__in=verbs)
    related = ("message", "ticket__organisation", "ticket__queue", "ticket__assignee")
    events = list(found.filter(rule=None).select_related(*related).order_by("-pk")[:MOST_EVENTS])
    return DryRun(len(events), len(events) == MOST_EVENTS, list(_matches(rule, events)))


def _matches(rule: Rule, events: Sequence[TicketEvent]) -> Iterator[Match]:
    for event in events:
        is_from_staff = bool(event.message and event.message.is_from_staff)
        is_asked = trigger_of(event, is_from_staff=is_from_staff) == rule.trigger
        if is_asked and holds(rule, event.ticket):
            yield Match(event.ticket, event.at, changes(rule, event.ticket))
