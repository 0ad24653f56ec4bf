"""Whose turn it was while tickets waited: with us, with the requester, with others."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.calendars.working_time import OFFICE_HOURS
from helpdesk.models import Ticket, TicketEvent
from helpdesk.reports.pictures import percent
from helpdesk.time_spent import OTHERS, REQUESTER, US, Stand, time_spent

# Histories are longer than facts: the newest finished tickets of the period speak for the others.
MOST_HISTORIES = 300
LABELS = {
    US: _("with us"),
    REQUESTER: _("with the requester"),
    OTHERS: _("with other bodies"),
}


@dataclass(frozen=True)
class Turn:
    """One side's part of the time: minutes of office hours in all, per cent, and its place in the bar."""

    side: str
    label: str | Promise
    minutes: int
    share: int
    x: str
    width: str


def turns(finished: QuerySet[Ticket]) -> Sequence[Turn]:
    """The three parts over the newest of `finished`; nothing where no time was spent."""
    newest = dict(
        finished.order_by("-resolved_at").values_list("pk", "resolved_at")[:MOST_HISTORIES]
    )
    verbs = (TicketEvent.Verb.OPENED, TicketEvent.Verb.STATUS)
    events = TicketEvent.objects.filter(ticket__in=list(newest), verb__in=verbs).order_by("pk")
    histories: dict[int, list[Stand]] = defaultdict(list)
    for ticket, at, status in events.values_list("ticket_id", "at", "to_value"):
        histories[ticket].append(Stand(at, status))
    return parts([_spent(histories[ticket], until) for ticket, until in newest.items()])


def parts(spent: Sequence[dict[str, int]]) -> Sequence[Turn]:
    """Minutes by side, summed up and laid end to end."""
    sums = {side: sum(one[side] for one in spent) for side in LABELS}
    total, found, x = sum(sums.values()), [], 0.0
    for side, minutes in sums.items() if total else ():
        width = 100 * minutes / total
        found.append(Turn(side, LABELS[side], minutes, round(width), percent(x), percent(width)))
        x += width
    return found


def _spent(history: Sequence[Stand], until: datetime) -> dict[str, int]:
    found = time_spent(history, until=until, calendar=OFFICE_HOURS)
    return {US: found.us, REQUESTER: found.requester, OTHERS: found.others}
