"""Plain functions that make valid objects of the help desk; keywords override the defaults."""

from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

from foundation.accounts.models import Organisation, User
from helpdesk.actions import open_ticket
from helpdesk.default_calendars import write_defaults
from helpdesk.models import Calendar, Queue, QueueMember, ServiceLevel, Ticket
from knowledge.models import System
from tests.cast import Cast

_numbers = count(100_001)  # always six digits: names sort in the order they were made
WARSAW = ZoneInfo("Europe/Warsaw")


def warsaw(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WARSAW)


def make_queue(*agents: User, **fields) -> Queue:
    """A queue answered by `agents`."""
    number = next(_numbers)
    defaults = {"slug": f"kolejka-{number}", "name_pl": f"Kolejka {number}"}
    queue = Queue.objects.create(**defaults | fields)
    for agent in agents:
        QueueMember.objects.create(queue=queue, user=agent)
    return queue


def make_calendar(slug: str = "office") -> Calendar:
    """One of the calendars that are there from the start."""
    write_defaults(Calendar.objects)
    return Calendar.objects.get(slug=slug)


def make_level(queue: Queue, **fields) -> ServiceLevel:
    """Four working hours to the first response, sixteen to the resolution, for all its tickets."""
    defaults = {"first_response_minutes": 240, "resolution_minutes": 960}
    defaults["calendar"] = make_calendar()
    return ServiceLevel.objects.create(queue=queue, **defaults | fields)


def make_system(**fields) -> System:
    number = next(_numbers)
    defaults = {
        "slug": f"system-{number}",
        "name": f"System {number}",
        "summary_pl": "Do prób.",
        "level": System.Level.CENTRAL,
        "owner_name": "Ministerstwo Prób",
    }
    return System.objects.create(**defaults | fields)


def make_ticket(
    by: User, organisation: Organisation, *, queue: Queue | None = None, **fields
) -> Ticket:
    """A ticket opened by the action, as a member or as staff."""
    defaults = {"subject": "Czy kopie mogą być w chmurze?", "body": "Proszę o odpowiedź."}
    return open_ticket(
        by=by, organisation=organisation, queue=queue or make_queue(), **defaults | fields
    )


def make_desk(cast: Cast) -> Queue:
    """A queue answered by the cast's agent, with a service level."""
    queue = make_queue(cast.agent, name_pl="Cyberbezpieczeństwo")
    make_queue(cast.other_agent, name_pl="Dostępność cyfrowa")
    make_level(queue)
    return queue
