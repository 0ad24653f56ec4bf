"""What a change of levels or calendars would do to open tickets, before anything is saved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from helpdesk.actions.clock import clock_of, promise
from helpdesk.level_setup import LevelSetup
from helpdesk.models import Ticket
from helpdesk.sla import FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION

# Nearest deadlines first: more would take longer than a person waits.
MOST_EXAMINED = 500
EXAMPLES = 6


@dataclass(frozen=True)
class Move:
    """One deadline that would be another; None: nothing is promised."""

    ticket: Ticket
    target: str
    before: datetime | None
    after: datetime | None

    @property
    def shift(self) -> timedelta | None:
        """How much later it would be, negative for earlier."""
        return self.after - self.before if self.before and self.after else None


@dataclass(frozen=True)
class Preview:
    """What would happen to the open tickets examined, of `open_tickets` that there are."""

    open_tickets: int
    examined: int
    moves: Sequence[Move]

    @property
    def is_partial(self) -> bool:
        return self.examined < self.open_tickets

    @property
    def tickets(self) -> int:
        return len({move.ticket.pk for move in self.moves})

    @property
    def earlier(self) -> Sequence[Move]:
        """Those that would be due earlier, the largest move first."""
        found = [move for move in self.moves if move.shift and move.shift < timedelta()]
        return sorted(found, key=lambda move: move.shift)

    @property
    def later(self) -> Sequence[Move]:
        found = [move for move in self.moves if move.shift and move.shift > timedelta()]
        return sorted(found, key=lambda move: move.shift, reverse=True)

    @property
    def lost(self) -> int:
        return len({move.ticket.pk for move in self.moves if move.after is None})

    @property
    def gained(self) -> int:
        return len({move.ticket.pk for move in self.moves if move.before is None})

    @property
    def examples(self) -> Sequence[Move]:
        """The largest moves each way, then others."""
        largest = [*self.earlier[: EXAMPLES // 2], *self.later[: EXAMPLES // 2]]
        others = [move for move in self.moves if move not in largest]
        return [*largest, *others][:EXAMPLES]

    def late_at(self, at: datetime) -> int:
        """How many tickets would be late at once that are not late now."""
        return len(
            {
                move.ticket.pk
                for move in self.moves
                if move.after and move.after < at and not (move.before and move.before < at)
            }
        )


def preview(setup: LevelSetup) -> Preview:
    """Compare the stored deadlines of open tickets with those that `setup` would give."""
    found = Ticket.objects.open()
    nearest = found.order_by(F("next_due_at").asc(nulls_last=True), "pk")
    tickets = list(
        nearest.select_related("organisation", "queue").prefetch_related("events", "warnings")[
            :MOST_EXAMINED
        ]
    )
    moves = [move for ticket in tickets for move in _moves(ticket, setup)]
    return Preview(found.count(), len(tickets), moves)


def _moves(ticket: Ticket, setup: LevelSetup) -> Iterator[Move]:
    """Deadlines of one ticket that would move; a first response that was given moves nobody."""
    targets = (NEXT_RESPONSE, RESOLUTION) if ticket.first_responded_at else (FIRST_RESPONSE,)
    targets = (*targets, RESOLUTION) if RESOLUTION not in targets else targets
    before = {target: getattr(ticket, f"{target}_due_at") for target in targets}
    promise(ticket, setup)
    after = clock_of(ticket, setup.calendars.get(ticket.calendar_id))
    for target, moment in before.items():
        if moment != after[f"{target}_due_at"]:
            yield Move(ticket, target, moment, after[f"{target}_due_at"])
