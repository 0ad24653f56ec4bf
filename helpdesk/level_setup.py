"""All service levels and calendars together: as they stand, or as they would after a change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from foundation.calendars.working_time import WorkingCalendar
from helpdesk.models import Calendar, ServiceLevel, Ticket
from helpdesk.sla import Scope, most_specific


@dataclass(frozen=True)
class LevelSetup:
    """Read once for many tickets; `levels` may hold changes that are not saved."""

    levels: Sequence[ServiceLevel]
    calendars: Mapping[int, WorkingCalendar]

    @classmethod
    def read(cls) -> Self:
        calendars = {one.pk: one.working for one in Calendar.objects.with_hours()}
        return cls(list(ServiceLevel.objects.all()), calendars)

    def level_for(self, ticket: Ticket) -> ServiceLevel | None:
        """The most specific level that holds for `ticket`."""
        place = most_specific([level.scope for level in self.levels], scope_of(ticket))
        return None if place is None else self.levels[place]

    def with_level(self, level: ServiceLevel) -> Self:
        others = [one for one in self.levels if one.pk != level.pk]
        return replace(self, levels=[*others, level])

    def without_level(self, level: ServiceLevel) -> Self:
        return replace(self, levels=[one for one in self.levels if one.pk != level.pk])

    def with_calendar(self, key: int, working: WorkingCalendar) -> Self:
        return replace(self, calendars={**self.calendars, key: working})


def scope_of(ticket: Ticket) -> Scope:
    """What `ticket` is, as far as levels ask."""
    return Scope(
        category=ticket.category_id,
        queue=ticket.queue_id,
        kind=ticket.kind,
        organisation_kind=ticket.organisation.kind if ticket.organisation_id else "",
        priority=ticket.priority,
    )
