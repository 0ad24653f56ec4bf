"""What the status page tells in the demo, and which systems the offices say they use."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.utils import timezone

from foundation.accounts.models import Organisation, User
from helpdesk.models import NoticeEntry, ServiceNotice
from helpdesk.status_page.actions import add_entry, end_notice, open_notice
from knowledge.models import System, SystemUse

USES = {
    "jarzebinowo": ("e-doreczenia", "ezd-rp", "epuap"),
    "brzezno": ("epuap", "s46"),
    "cuw": ("ezd-rp",),
}


def write_notices(
    people: Mapping[str, User],
    offices: Mapping[str, Organisation],
    systems: Mapping[str, System],
) -> None:
    """A difficulty that lasts, works to come, and something that is over; nothing when there are any."""
    for office, slugs in USES.items():
        for slug in slugs:
            SystemUse.objects.get_or_create(system=systems[slug], organisation=offices[office])
    if ServiceNotice.objects.exists():
        return
    by, now = people["ewa"], timezone.now()
    _past(by, systems, now - timedelta(days=9))
    _current(by, systems, now - timedelta(hours=3))
    _planned(by, systems, now)
    NoticeEntry.objects.update(state=NoticeEntry.State.DONE)


def _past(by: User, systems: Mapping[str, System], at: datetime) -> None:
    notice = open_notice(
        by=by,
        systems=[systems["epuap"]],
        title_pl="Brak logowania do ePUAP",
        title_en="No sign-in to ePUAP",
        effect=ServiceNotice.Effect.DOWN,
        words={
            "text_pl": "Logowanie kończy się błędem 503. Zgłosiliśmy to właścicielowi.",
            "text_en": "Signing in ends with error 503. We told the owner.",
        },
        at=at,
    )
    end_notice(
        notice,
        by=by,
        words={
            "text_pl": "Właściciel usunął awarię. Pisma wysłane w tym czasie trzeba sprawdzić w skrzynce nadawczej.",
            "text_en": "The owner repaired it. Check in your outbox what was sent meanwhile.",
        },
        at=at + timedelta(hours=2, minutes=20),
    )


def _current(by: User, systems: Mapping[str, System], at: datetime) -> None:
    notice = open_notice(
        by=by,
        systems=[systems["e-doreczenia"]],
        title_pl="Opóźnienia w odbiorze przesyłek",
        title_en="Delays in receiving items",
        effect=ServiceNotice.Effect.DEGRADED,
        words={
            "text_pl": "Przesyłki docierają z opóźnieniem do dwóch godzin. Nic nie ginie.",
            "text_en": "Items arrive up to two hours late. Nothing is lost.",
        },
        at=at,
    )
    add_entry(
        notice,
        by=by,
        words={
            "text_pl": "Właściciel zna przyczynę i pracuje nad nią. Terminów doręczeń to nie zmienia.",
            "text_en": "The owner knows the cause and works on it. Dates of delivery do not change.",
        },
        at=at + timedelta(hours=1, minutes=10),
    )


def _planned(by: User, systems: Mapping[str, System], now: datetime) -> None:
    day = timezone.localdate(now) + timedelta(days=4)
    zone = timezone.get_default_timezone()
    open_notice(
        by=by,
        systems=[systems["ezd-rp"]],
        kind=ServiceNotice.Kind.MAINTENANCE,
        title_pl="Nowa wersja EZD RP",
        title_en="A new version of EZD RP",
        effect=ServiceNotice.Effect.MAINTENANCE,
        starts_at=datetime.combine(day, time(20), tzinfo=zone),
        planned_end_at=datetime.combine(day, time(23, 30), tzinfo=zone),
        words={
            "text_pl": "W tym czasie nie da się zalogować. Prosimy zapisać otwarte pisma przed 20:00.",
            "text_en": "Nobody can sign in meanwhile. Please save open documents before 20:00.",
        },
        at=now - timedelta(days=1),
    )
