"""Deflection: how often what was offered before sending made a ticket unnecessary.

A sitting is one time that somebody sat before the form of a new ticket and was offered something. It
counts as deflected when the person said that what was offered is enough, or opened something of it and
sent nothing within a day. No person and no word is kept, so nothing here needs a reading rule.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from helpdesk.models import OfferDay, OfferedItem, Sitting

DECIDED_AFTER = timedelta(days=1)
COUNTED = ("shown", "opened", "asked", "deflected")


@dataclass(frozen=True)
class Deflection:
    """Sittings of some days: in how many something was shown, opened, sent all the same, deflected."""

    shown: int = 0
    opened: int = 0
    asked: int = 0
    deflected: int = 0

    @property
    def rate(self) -> float | None:
        """Share of the sittings with offers that needed no ticket, 0 to 1; None without sittings."""
        return self.deflected / self.shown if self.shown else None


def deflection(
    since: date, until: date, *, kind: str = "", at: datetime | None = None
) -> Deflection:
    """Count the sittings of the days `since` to `until`, both included, of one kind or of all.

    Two queries, whatever the number of sittings; old days are sums already (`OfferDay`). A sitting of
    the last day that is still undecided counts as shown and not as deflected.
    """
    of_kind = Q(kind=kind) if kind else Q()
    sums = OfferDay.objects.filter(of_kind, on__gte=since, on__lte=until)
    live = Sitting.objects.filter(
        of_kind,
        started_at__gte=_midnight(since),
        started_at__lt=_midnight(until + timedelta(days=1)),
    )
    past = sums.aggregate(**{name: Sum(name, default=0) for name in COUNTED})
    present = count_sittings(live, at=at or timezone.now())
    return Deflection(**{name: past[name] + present[name] for name in COUNTED})


def count_sittings(sittings: QuerySet[Sitting], *, at: datetime) -> dict[str, int]:
    """The four counts of `sittings`, in one query."""
    opened = OfferedItem.objects.filter(sitting=OuterRef("pk"), opened_at__isnull=False)
    is_decided = Q(started_at__lte=at - DECIDED_AFTER)
    unasked = Q(asked_at=None) & (Q(settled_at__isnull=False) | Q(is_opened=True) & is_decided)
    return sittings.annotate(is_opened=Exists(opened)).aggregate(
        shown=Count("pk"),
        opened=Count("pk", filter=Q(is_opened=True)),
        asked=Count("pk", filter=Q(asked_at__isnull=False)),
        deflected=Count("pk", filter=unasked),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
