"""A calendar with a break, a level for schools, and two rules, as supervisors would set them up."""

from collections.abc import Mapping
from datetime import date, time

from foundation.accounts.models import Organisation, User
from foundation.calendars.working_time import Window, WorkingCalendar
from helpdesk.actions.levels import save_calendar, save_level
from helpdesk.actions.rules import save_rule
from helpdesk.models import Calendar, Kind, Priority, Queue, Rule, ServiceLevel

WITH_A_BREAK = (Window(time(8), time(12)), Window(time(12, 30), time(16)))


def write_supervision(people: Mapping[str, User], queues: Mapping[str, Queue]) -> None:
    """Nothing when it is there already."""
    if Calendar.objects.filter(slug="szkoly").exists():
        return
    by = people["joanna"]
    calendar = Calendar(slug="szkoly", name_pl="dyżur dla szkół", name_en="hours for schools")
    closed = ((date(2026, 12, 31), "przerwa świąteczna"),)
    working = WorkingCalendar(weekly=(WITH_A_BREAK,) * 5 + ((), ()), closed_days=closed)
    save_calendar(calendar, working=working, by=by)
    level = ServiceLevel(
        organisation_kind=Organisation.Kind.SCHOOL,
        kind=Kind.FAULT,
        priority=Priority.NORMAL,
        calendar=calendar,
        first_response_minutes=120,
        next_response_minutes=240,
        resolution_minutes=960,
    )
    save_level(level, by=by)
    for position, rule in enumerate(_rules(queues)):
        rule.position = position
        save_rule(rule, by=by)


def _rules(queues: Mapping[str, Queue]) -> list[Rule]:
    return [
        Rule(
            name="Certyfikat wygasa",
            trigger=Rule.Trigger.OPENED,
            words="certyfikat, wygasł, wygasa",
            set_priority=Priority.HIGH,
            notify=Rule.Notify.QUEUE,
        ),
        Rule(
            name="Dostępność do właściwej kolejki",
            trigger=Rule.Trigger.OPENED,
            kind=Kind.QUESTION,
            words="dostępność, WCAG, PDF",
            move_to=queues["dostepnosc"],
        ),
    ]
