"""Six courses with sessions in the coming weeks; some are nearly full, one has a waiting list, one is over."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from config.demo_content.attendance import write_after, write_questions, write_waiting
from config.demo_content.course_materials import write_materials
from config.demo_content.funding import write_funding
from config.demo_content.people import PEOPLE
from config.demo_content.standards import find_requirement
from config.demo_content.texts import read_texts
from foundation.accounts.models import Organisation, User
from knowledge.models import System
from training.actions import (
    close_attendance,
    enrol,
    open_session,
    plan_session,
    record_attendance,
    set_up_round,
)
from training.actions.organising import MeetingTimes
from training.approvals import Approvers
from training.attendance import Presence
from training.models import Competence, Course, Session
from training.states import Way
from training.sweeps import advance_sessions, tell_of_certificates

WARSAW = ZoneInfo("Europe/Warsaw")

ACCESSIBILITY = {
    Session.Place.ON_SITE: "Wejście bez progu, winda, pętla indukcyjna. Tłumacz języka migowego na życzenie zgłoszone 7 dni wcześniej.",
    Session.Place.ONLINE: "Napisy na żywo. Materiały wysyłamy dzień wcześniej.",
    Session.Place.BOTH: "Na sali pętla indukcyjna i wejście bez progu, online napisy na żywo.",
}


def write_courses(
    people: Mapping[str, User],
    offices: Mapping[str, Organisation],
    systems: Mapping[str, System],
) -> None:
    """Make the courses that are missing, with their sessions and enrolments."""
    write_competences()
    for entry in read_texts("courses")["courses"]:
        if Course.objects.filter(slug=entry["slug"]).exists():
            continue
        course = write_course(entry, systems)
        write_materials(course, entry.get("materials", []))
        for session in entry["sessions"]:
            write_session(course, session, people, offices)
        write_waiting(course, entry.get("awaited", []), people, offices)


def write_competences() -> None:
    """The list of competences that organisers go on with."""
    for entry in read_texts("competences")["competences"]:
        Competence.objects.get_or_create(slug=entry["slug"], defaults=entry)


def write_course(entry: Mapping[str, Any], systems: Mapping[str, System]) -> Course:
    """One course as the text describes it, without its sessions."""
    names = ("slug", "kind", "title_pl", "title_en", "summary_pl", "summary_en")
    names += ("outcomes_pl", "outcomes_en", "audience", "level")
    course = Course(length_minutes=entry["minutes"], **{name: entry[name] for name in names})
    course.certificate_months = entry.get("certificate_months")
    course.requirements = [find_requirement(path) for path in entry["requirements"]]
    course.systems = [systems[slug] for slug in entry["systems"]]
    course.competences = list(Competence.objects.filter(slug__in=entry["competences"]))
    course.prior_courses = list(Course.objects.filter(slug__in=entry.get("prior_courses", [])))
    for name in ("prior_knowledge_pl", "prior_knowledge_en"):
        setattr(course, name, entry.get(name, ""))
    course.full_clean()
    course.save()
    return course


def write_session(
    course: Course,
    entry: Mapping[str, Any],
    people: Mapping[str, User],
    offices: Mapping[str, Organisation],
) -> Session:
    """One run as the text describes it, with those who enrolled, and what became of a past one."""
    organiser, meetings = people["agnieszka"], _meetings(entry)
    planned_at = min(timezone.now(), _planned_at(meetings))
    session = plan_session(
        course, by=organiser, details=_details(entry, organiser), meetings=meetings, at=planned_at
    )
    if "wishes_until_days" in entry:
        _collect_wishes(session, entry, by=organiser)
    open_session(session, by=organiser, at=planned_at)
    _enrol(session, entry, people, offices, at=planned_at)
    if session.is_on_site:
        write_questions(session, by=organiser, at=planned_at)
    if entry["days"] < 0:
        _write_past(session, entry, by=organiser)
    return session


def _enrol(
    session: Session,
    entry: Mapping[str, Any],
    people: Mapping[str, User],
    offices: Mapping[str, Organisation],
    *,
    at: datetime,
) -> None:
    for key in entry["who"]:
        office = next(person.office for person in PEOPLE if person.key == key)
        enrol(
            session,
            person=people[key],
            organisation=offices[office],
            by=people[key],
            way=_way(session, key, entry),
            has_agreed=True,
            approvers=_approvers(offices[office]),
            at=at,
        )


def _details(entry: Mapping[str, Any], organiser: User) -> dict[str, object]:
    place = _place(entry)
    return {
        "capacity": entry["capacity"],
        "online_capacity": entry.get("online_capacity"),
        "place": place,
        "venue": entry.get("venue", ""),
        "address": entry.get("city", ""),
        "accessibility": ACCESSIBILITY[place],
        "joining_url": "https://spotkania.example.org/pokoj"
        if place != Session.Place.ON_SITE
        else "",
        "trainers": [organiser],
        "funding": write_funding() if entry.get("funded") else None,
        "needs_approval": entry.get("needs_approval", False),
        "approval_hold_hours": 48 if entry.get("needs_approval") else None,
    }


def _place(entry: Mapping[str, Any]) -> Session.Place:
    if "online_capacity" in entry:
        return Session.Place.BOTH
    return Session.Place.ONLINE if entry.get("online") else Session.Place.ON_SITE


def _way(session: Session, key: str, entry: Mapping[str, Any]) -> Way | None:
    """How this person takes part, where both ways are open."""
    if not session.has_two_ways:
        return None
    return Way.ONLINE if key in entry["who_online"] else Way.ON_SITE


def _approvers(office: Organisation) -> Approvers:
    domain = office.official_email.partition("@")[2]
    return Approvers(f"burmistrz@{domain}", f"sekretarz@{domain}")


def _collect_wishes(session: Session, entry: Mapping[str, Any], *, by: User) -> None:
    until = timezone.now() + timedelta(days=entry["wishes_until_days"])
    until = until.replace(hour=11, minute=0, second=0, microsecond=0)
    draw_on = timezone.localdate() + timedelta(days=entry["draw_days"])
    rules = {"wishes_until": until, "draw_on": draw_on, "one_per_office": True}
    set_up_round(session, by=by, rules=rules | {"most_per_office": 2, "untrained_first": True})


def _planned_at(meetings: Sequence[MeetingTimes]) -> datetime:
    """Five weeks before the first meeting."""
    first = datetime.combine(meetings[0].on, meetings[0].starts, tzinfo=WARSAW)
    return first - timedelta(weeks=5)


def _write_past(session: Session, entry: Mapping[str, Any], *, by: User) -> None:
    """What became of a session that is over: who was there, the certificates."""
    advance_sessions(at=session.ends_at)
    advance_sessions(at=session.ends_at)
    for meeting in session.meetings.all():
        presences = [
            Presence(enrolment.pk, *entry["there"][number])
            for number, enrolment in enumerate(session.enrolments.order_by("pk"))
        ]
        record_attendance(meeting, by=by, presences=presences, at=meeting.ends_at)
    closed_at = session.ends_at + timedelta(hours=1)
    close_attendance(session, by=by, at=closed_at)
    tell_of_certificates(at=closed_at)
    write_after(session, by=by, at=closed_at)


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
