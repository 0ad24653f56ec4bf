"""What the status page shows: systems, what goes on, what is planned, what was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation
from helpdesk.models import NoticeEntry, ServiceNotice
from knowledge.models import System
from knowledge.related import HomeItem, RelatedItem

MONTHS_BACK = 24
MOST = 100
LATELY = timedelta(days=90)
MOST_OF_SYSTEM = 5


@dataclass(frozen=True)
class Month:
    """A month of the history, with its neighbours; `newer` is None for the current month."""

    first: date
    older: date | None
    newer: date | None


def told(notices: QuerySet[ServiceNotice]) -> QuerySet[ServiceNotice]:
    """With systems and entries, three queries however many there are."""
    entries = Prefetch("entries", NoticeEntry.objects.order_by("-at", "-pk"))
    return notices.prefetch_related("systems", entries)


def overview(at: datetime) -> dict[str, object]:
    """The front of the status page."""
    notices = ServiceNotice.objects
    return {
        "systems": System.objects.exclude(state=System.State.RETIRED),
        "current": told(notices.current(at).order_by("-starts_at", "-pk"))[:MOST],
        "planned": told(notices.planned(at).order_by("starts_at", "pk"))[:MOST],
        "at": at,
    }


def month_of(year: int, month: int, today: date) -> Month | None:
    """The month named in an address; None for one that lies ahead or too far back."""
    if not 1 <= month <= 12:
        return None
    first, current = date(year, month, 1), today.replace(day=1)
    distance = (current.year - year) * 12 + current.month - month
    if not 0 <= distance <= MONTHS_BACK:
        return None
    older = _shifted(first, -1) if distance < MONTHS_BACK else None
    return Month(first, older, _shifted(first, 1) if distance else None)


def history(month: Month) -> QuerySet[ServiceNotice]:
    """Notices that began in a month, the newest first."""
    start, end = (_midnight(day) for day in (month.first, _shifted(month.first, 1)))
    found = ServiceNotice.objects.filter(starts_at__gte=start, starts_at__lt=end)
    return told(found.order_by("-starts_at", "-pk"))[:MOST]


def banner(organisation: Organisation | None, at: datetime) -> Sequence[ServiceNotice]:
    """What goes on with systems that concern an office; one query for the notices, one for the systems."""
    if organisation is None:
        return []
    found = ServiceNotice.objects.current(at).concerning(organisation)
    return list(found.prefetch_related("systems").order_by("-starts_at")[:3])


def home_items(at: datetime) -> Sequence[HomeItem]:
    """Current difficulties and works, for the home page; with the systems that nobody wrote about."""
    notices = ServiceNotice.objects.current(at).prefetch_related("systems")
    told = [
        HomeItem(
            section="incident",
            title=notice.title,
            url=notice.get_absolute_url(),
            note=", ".join(system.name for system in notice.systems.all()),
            at=notice.starts_at,
        )
        for notice in notices.order_by("-starts_at")[:MOST]
    ]
    unspoken = System.objects.with_difficulties().exclude(
        pk__in=ServiceNotice.systems.through.objects.filter(
            servicenotice__in=ServiceNotice.objects.current(at).values("pk")
        ).values("system")
    )
    return told + [
        HomeItem(
            section="incident",
            title=system.name,
            url=system.get_absolute_url(),
            note=" – ".join(filter(None, [system.get_state_display(), system.state_note])),
            at=system.state_at,
        )
        for system in unspoken
    ]


def notices_about(system: System, user, at: datetime) -> Sequence[RelatedItem]:
    """Known difficulties and works of one system: what goes on, what is planned, what was of late."""
    notices = ServiceNotice.objects.visible_to(user).filter(systems=system, is_called_off=False)
    found = notices.filter(Q(ended_at=None) | Q(ended_at__gte=at - LATELY))
    return [
        RelatedItem(
            kind=_("Difficulties and works"),
            title=notice.title,
            url=notice.get_absolute_url(),
            note=_standing(notice, at),
            on=timezone.localdate(notice.starts_at),
        )
        for notice in found.order_by("-starts_at")[:MOST_OF_SYSTEM]
    ]


def _standing(notice: ServiceNotice, at: datetime) -> str:
    if notice.is_over:
        return _("over since %(day)s") % {
            "day": date_format(timezone.localtime(notice.ended_at), "j E Y, H:i")
        }
    return _("planned") if notice.starts_at > at else _("going on")


def _shifted(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())
