"""Three queues and thirty tickets in all states, written through the desk's own actions."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone

from config.demo_content.standards import find_requirement
from config.demo_content.texts import read_texts
from foundation.accounts.models import Organisation, User
from foundation.files.actions import store_file
from foundation.files.models import StoredFile
from helpdesk.actions import add_note, assign, change_status, open_ticket, rate, reply
from helpdesk.models import (
    Calendar,
    Category,
    Kind,
    Priority,
    Queue,
    QueueMember,
    Route,
    ServiceLevel,
    Status,
    Ticket,
)
from knowledge.models import System

# Minutes of working time to the first response and to resolution.
LEVELS = {
    Priority.LOW: (960, 4800),
    Priority.NORMAL: (480, 2400),
    Priority.HIGH: (240, 960),
    Priority.URGENT: (60, 480),
}
GENERAL_QUEUES = {
    Kind.QUESTION: "dostepnosc",
    Kind.FAULT: "architektura",
    Kind.INCIDENT: "cyberbezpieczenstwo",
}


def write_queues(people: Mapping[str, User]) -> dict[str, Queue]:
    """Make the queues with their agents, levels and ways in; return them by slug."""
    queues = {}
    calendar = Calendar.objects.get(slug="office")
    for position, entry in enumerate(read_texts("tickets")["queues"]):
        fields = {"name_pl": entry["name_pl"], "name_en": entry["name_en"], "position": position}
        queue, _ = Queue.objects.get_or_create(slug=entry["slug"], defaults=fields)
        for key in entry["members"]:
            QueueMember.objects.get_or_create(queue=queue, user=people[key])
        for priority, (response, resolution) in LEVELS.items():
            promised = {"first_response_minutes": response, "resolution_minutes": resolution}
            promised |= {"next_response_minutes": response, "calendar": calendar}
            ServiceLevel.objects.get_or_create(queue=queue, priority=priority, defaults=promised)
        queues[queue.slug] = queue
    for kind, slug in GENERAL_QUEUES.items():
        Route.objects.get_or_create(kind=kind, system=None, defaults={"queue": queues[slug]})
    return queues


def write_tickets(
    people: Mapping[str, User],
    offices: Mapping[str, Organisation],
    queues: Mapping[str, Queue],
    systems: Mapping[str, System],
    categories: Mapping[str, Category],
) -> None:
    """Tell the tickets in the order in which they were opened; nothing when there are any."""
    if Ticket.objects.exists():
        return
    now = timezone.now()
    for entry in sorted(read_texts("tickets")["tickets"], key=lambda one: -one["hours_ago"]):
        path = entry.get("requirement")
        opened_at = now - timedelta(hours=entry["hours_ago"])
        ticket = open_ticket(
            by=people[entry["requester"]],
            organisation=offices[entry["office"]],
            subject=entry["subject"],
            body=entry["body"],
            kind=entry["kind"],
            queue=queues[entry["queue"]],
            system=systems.get(entry.get("system", "")),
            requirement=find_requirement(path) if path else None,
            category=categories.get(entry.get("category", "")),
            answers=_answers(entry, systems),
            files=_files(entry, by=people[entry["requester"]]),
            units=[offices[key] for key in entry.get("units", ())],
            priority=entry.get("priority", Priority.NORMAL),
            at=opened_at,
        )
        _tell(ticket, entry, people, offices[entry["office"]], opened_at)


def _files(entry: Mapping[str, Any], *, by: User) -> Sequence[StoredFile]:
    """Text files sent along, by name."""
    files = entry.get("files", {}).items()
    return [store_file(BytesIO(text.encode()), name=name, by=by) for name, text in files]


def _answers(entry: Mapping[str, Any], systems: Mapping[str, System]) -> Mapping[str, str]:
    """Answers in the category's form; a system is named by its address."""
    answers = dict(entry.get("answers", {}))
    if "system" in answers:
        answers["system"] = str(systems[answers["system"]].pk)
    return answers


def _tell(
    ticket: Ticket,
    entry: Mapping[str, Any],
    people: Mapping[str, User],
    organisation: Organisation,
    opened_at: datetime,
) -> None:
    """What was said and decided after the opening."""
    agent = people.get(entry.get("assignee", ""))
    moment = opened_at + timedelta(minutes=20)
    if agent:
        assign(ticket, by=agent, assignee=agent, at=moment)
    for who, hours, text in entry["talk"]:
        moment = opened_at + timedelta(hours=hours)
        if who.startswith("note:"):
            add_note(ticket, by=people[who.removeprefix("note:")], body=text, at=moment)
        elif people[who] == agent:
            reply(ticket, by=agent, body=text, at=moment)
        else:
            reply(ticket, by=people[who], organisation=organisation, body=text, at=moment)
    ticket.refresh_from_db()
    if agent and ticket.status != entry["status"]:
        _move(ticket, entry, by=agent, at=moment + timedelta(minutes=5))
    if "rating" in entry:
        stars, comment = entry["rating"]
        moment += timedelta(hours=1)
        rate(ticket, by=people[entry["requester"]], stars=stars, comment=comment, at=moment)


def _move(ticket: Ticket, entry: Mapping[str, Any], *, by: User, at: datetime) -> None:
    if entry["status"] == Status.CLOSED and ticket.status != Status.RESOLVED:
        change_status(ticket, by=by, status=Status.RESOLVED, at=at)
    waiting = {}
    if entry["status"] == Status.ON_HOLD:
        follow_up_on = timezone.localdate() + timedelta(days=2)
        waiting = {"waits_for": entry["waits_for"], "follow_up_on": follow_up_on}
    change_status(ticket, by=by, status=entry["status"], at=at, **waiting)
