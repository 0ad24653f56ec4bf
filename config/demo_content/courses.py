"""Six courses with sessions in the coming weeks; some are nearly full, one has a waiting list."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from config.demo_content.people import PEOPLE
from config.demo_content.standards import find_requirement
from config.demo_content.texts import read_texts
from foundation.accounts.models import Organisation, User
from knowledge.models import System
from training.actions import enrol, open_session, plan_session
from training.actions.organising import MeetingTimes
from training.models import Course, Session

ACCESSIBILITY = {
    Session.Place.ON_SITE: "Wejście bez progu, winda, pętla indukcyjna. Tłumacz języka migowego na życzenie zgłoszone 7 dni wcześniej.",
    Session.Place.ONLINE: "Napisy na żywo. Materiały wysyłamy dzień wcześniej.",
}


def write_courses(
    people: Mapping[str, User],
    offices: Mapping[str, Organisation],
    systems: Mapping[str, System],
) -> None:
    """Make the courses that are missing, with their sessions and enrolments."""
    for entry in read_texts("courses")["courses"]:
        if Course.objects.filter(slug=entry["slug"]).exists():
            continue
        course = _write_course(entry, systems)
        for session in entry["sessions"]:
            _write_session(course, session, people, offices)


def _write_course(entry: Mapping[str, Any], systems: Mapping[str, System]) -> Course:
    names = ("slug", "kind", "title_pl", "title_en", "summary_pl", "summary_en")
    names += ("outcomes_pl", "outcomes_en", "audience", "level")
    course = Course(length_minutes=entry["minutes"], **{name: entry[name] for name in names})
    course.requirements = [find_requirement(path) for path in entry["requirements"]]
    course.systems = [systems[slug] for slug in entry["systems"]]
    course.full_clean()
    course.save()
    return course


def _write_session(
    course: Course,
    entry: Mapping[str, Any],
    people: Mapping[str, User],
    offices: Mapping[str, Organisation],
) -> None:
    organiser = people["agnieszka"]
    place = Session.Place.ONLINE if entry.get("online") else Session.Place.ON_SITE
    details = {
        "capacity": entry["capacity"],
        "place": place,
        "venue": entry.get("venue", ""),
        "address": entry.get("city", ""),
        "accessibility": ACCESSIBILITY[place],
        "joining_url": "https://spotkania.example.org/pokoj" if entry.get("online") else "",
        "trainers": [organiser],
    }
    session = plan_session(course, by=organiser, details=details, meetings=_meetings(entry))
    open_session(session, by=organiser)
    for key in entry["who"]:
        office = next(person.office for person in PEOPLE if person.key == key)
        enrol(
            session,
            person=people[key],
            organisation=offices[office],
            by=people[key],
            has_agreed=True,
        )


def _meetings(entry: Mapping[str, Any]) -> list[MeetingTimes]:
    first = _working_day(timezone.localdate() + timedelta(days=entry["days"]))
    starts, ends = time.fromisoformat(entry["start"]), time.fromisoformat(entry["end"])
    days = [first]
    while len(days) < entry.get("days_long", 1):
        days.append(_working_day(days[-1] + timedelta(days=1)))
    return [MeetingTimes(on=day, starts=starts, ends=ends) for day in days]


def _working_day(day: date) -> date:
    """The day itself, or the Monday after its weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
