"""What happens to offers: shown, opened, enough, asked all the same, and summed up after a while."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from helpdesk.deflection import count_sittings
from helpdesk.models import OfferDay, OfferedItem, Sitting
from helpdesk.models.offer import SITTINGS_KEPT_FOR
from helpdesk.offers import Offer


@transaction.atomic
def note_shown(
    sitting_id: UUID, *, kind: str, offers: Sequence[Offer], at: datetime | None = None
) -> Sequence[tuple[Offer, OfferedItem]]:
    """Write down what is shown in a sitting, each thing once, and return the rows beside the offers."""
    if not offers:
        return []
    at = at or timezone.now()
    sitting, _new = Sitting.objects.get_or_create(
        pk=sitting_id, defaults={"kind": kind, "started_at": at}
    )
    OfferedItem.objects.bulk_create(
        [
            OfferedItem(sitting=sitting, kind=one.kind, key=one.key, url=one.url, shown_at=at)
            for one in offers
        ],
        ignore_conflicts=True,
    )
    rows = {row.key: row for row in sitting.items.filter(key__in=[one.key for one in offers])}
    return [(one, rows[one.key]) for one in offers]


def note_opened(item: OfferedItem, *, at: datetime | None = None) -> None:
    OfferedItem.objects.filter(pk=item.pk, opened_at=None).update(opened_at=at or timezone.now())


def note_settled(sitting_id: UUID, *, at: datetime | None = None) -> None:
    """The person says that what was offered is enough."""
    Sitting.objects.filter(pk=sitting_id, settled_at=None).update(settled_at=at or timezone.now())


def note_asked(sitting_id: UUID | None, *, at: datetime | None = None) -> None:
    """A ticket was sent all the same; which one is not written down."""
    Sitting.objects.filter(pk=sitting_id).update(asked_at=at or timezone.now(), settled_at=None)


def sum_up_offers(*, at: datetime) -> int:
    """Replace the sittings of days long past by the sums of each day; return how many days."""
    days = 0
    while oldest := _oldest(before=at - SITTINGS_KEPT_FOR):
        _sum_up_day(oldest, at=at)
        days += 1
    return days


def _oldest(*, before: datetime) -> datetime | None:
    """The first moment of the oldest whole day of sittings that ended `before`."""
    started = Sitting.objects.order_by("started_at").values_list("started_at", flat=True).first()
    if started is None:
        return None
    midnight = _midnight(started)
    return midnight if midnight + timedelta(days=1) <= before else None


def _midnight(moment: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(moment), time()))


@transaction.atomic
def _sum_up_day(midnight: datetime, *, at: datetime) -> None:
    day = timezone.localdate(midnight)
    following = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    sittings = Sitting.objects.filter(started_at__gte=midnight, started_at__lt=following)
    for kind in set(sittings.values_list("kind", flat=True)):
        counts = count_sittings(sittings.filter(kind=kind), at=at)
        OfferDay.objects.update_or_create(on=day, kind=kind, defaults=counts)
    sittings.delete()
