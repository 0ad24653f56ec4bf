"""What reports count: plain facts of tickets, read in one bounded query.

Restricted tickets are in no report, whoever reads it (`TicketQuerySet.for_statistics`): a count of
one is already news about an incident.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from foundation.accounts.models import Organisation, Territory
from helpdesk.models import Ticket
from helpdesk.models.ticket import OPEN_STATUSES

# A report reads the newest tickets of its period up to this many, and says so where there are more.
MOST_FACTS = 20_000
FIELDS = (
    "queue_id",
    "category_id",
    "system_id",
    "organisation_id",
    "organisation__kind",
    "kind",
    "channel",
    "status",
    "opened_at",
    "first_responded_at",
    "first_response_due_at",
    "first_response_took",
    "resolved_at",
    "resolution_due_at",
    "resolution_took",
    "next_due_at",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One ticket as a report sees it; `took` are minutes of working time."""

    queue: int
    category: int | None
    system: int | None
    organisation: int | None
    organisation_kind: str
    kind: str
    channel: str
    status: str
    opened_at: datetime
    first_responded_at: datetime | None
    first_response_due_at: datetime | None
    first_response_took: int | None
    resolved_at: datetime | None
    resolution_due_at: datetime | None
    resolution_took: int | None
    next_due_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    def is_late(self, at: datetime) -> bool:
        return self.is_open and self.next_due_at is not None and self.next_due_at < at

    def broke_response(self, at: datetime) -> bool | None:
        """Whether the first response came late or is late; None where nothing was promised or it runs."""
        return _broke(self.first_response_due_at, self.first_responded_at, self.is_late(at), at)

    def broke_resolution(self, at: datetime) -> bool | None:
        return _broke(self.resolution_due_at, self.resolved_at, self.is_late(at), at)


def _broke(
    due_at: datetime | None, done_at: datetime | None, runs: bool, at: datetime
) -> bool | None:
    if due_at is None:
        return None
    if done_at is not None:
        return done_at > due_at
    return True if runs and due_at < at else None


def read(tickets: QuerySet[Ticket]) -> Sequence[Fact]:
    """The newest facts of `tickets`, at most `MOST_FACTS`."""
    rows = tickets.order_by("-opened_at").values_list(*FIELDS)[:MOST_FACTS]
    return [Fact(*row) for row in rows]


def voivodeships() -> Mapping[int, str]:
    """The two-digit code of the voivodeship each organisation lies in; units lie where their parent does."""
    through = Organisation.territories.through.objects
    codes = {
        organisation: terc[:2]
        for organisation, terc in through.values_list("organisation_id", "territory__terc")
    }
    units = Organisation.objects.exclude(parent=None).values_list("pk", "parent_id")
    return {unit: codes[parent] for unit, parent in units if parent in codes} | codes


def names_of_voivodeships() -> Mapping[str, str]:
    found = Territory.objects.filter(level=Territory.Level.VOIVODESHIP)
    return dict(found.values_list("terc", "name"))
