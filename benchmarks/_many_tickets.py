"""Tickets by the million, written by SQL: 2,800 offices, 20,000 people, 60 agents, six queues.

One ticket in fifty is open, as in a help desk of some years; each has a message and two events.
"""

from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import connection

from foundation.accounts.models import Membership, Organisation, User
from foundation.accounts.roles import Role
from helpdesk.models import Calendar, Queue, QueueMember, ServiceLevel
from knowledge.models import System

# What the measuring itself writes gets keys beyond those written here, also those of the next size.
BEYOND = 100_000_000
OFFICES, PEOPLE, AGENTS, QUEUES = 2_800, 20_000, 60, 6
SUBJECTS = (
    "Wygasa certyfikat integracji", "Czy kopie mogą być w chmurze", "Skrzynka nie odbiera pism",
    "Błąd logowania do systemu", "Wzór polityki bezpieczeństwa", "Dostępność plików PDF",
    "Migracja do nowej wersji", "Uprawnienia nowego pracownika", "Umowa powierzenia danych",
    "Szkolenie dla sekretarzy",
)  # fmt: skip

TICKETS = """
INSERT INTO helpdesk_ticket ({columns}) SELECT {values} FROM generate_series({first}, {last}) AS n
"""
MESSAGES = """
INSERT INTO helpdesk_message (ticket_id, kind, author_id, organisation_id, is_from_staff, sender_name,
    sender_email, sender_grade, channel, body, message_id, created_at)
SELECT id, 'reply', requester_id, organisation_id, false, '', '', '', 'web',
    subject || ': proszę o pomoc. Opis sprawy w kilku zdaniach.', '', opened_at
FROM helpdesk_ticket WHERE id BETWEEN {first} AND {last}
"""
EVENTS = """
INSERT INTO helpdesk_ticketevent ({columns})
SELECT {values} FROM helpdesk_ticket t JOIN helpdesk_message m ON m.ticket_id = t.id
WHERE t.id BETWEEN {first} AND {last}
"""


def write_people() -> tuple[User, Sequence[User]]:
    """Everything that tickets point to; return the agent who is measured, and those who ask."""
    offices = Organisation.objects.bulk_create(
        Organisation(name=f"Gmina {number:04}", kind="gmina", search_key=f"gmina {number:04}")
        for number in range(OFFICES)
    )
    people = User.objects.bulk_create(
        User(email=f"osoba{number}@example.test", name=f"Osoba {number}", password="!")
        for number in range(PEOPLE)
    )
    Membership.objects.bulk_create(
        Membership(
            user=person, organisation=offices[place % OFFICES], state="active", origin="register"
        )
        for place, person in enumerate(people)
    )
    System.objects.bulk_create(
        System(slug=f"s{n}", name=f"System {n}", summary_pl="x", level="central", owner_name="x")
        for n in range(20)
    )
    write_agents()
    agent = User.objects.get(email="agent0@example.test")
    return agent, people


def write_agents() -> None:
    """Agents with a second factor, each in two queues; every queue has its level."""
    calendar = Calendar.objects.get(slug="office")
    group, _is_new = Group.objects.get_or_create(name=Role.AGENT)
    queues = [
        Queue.objects.create(slug=f"k{n}", name_pl=f"Kolejka {n}", position=n)
        for n in range(QUEUES)
    ]
    for queue in queues:
        ServiceLevel.objects.create(
            queue=queue, calendar=calendar, first_response_minutes=240, resolution_minutes=960
        )
    for number in range(AGENTS):
        agent = User.objects.create(
            email=f"agent{number}@example.test", name=f"Agent {number}", password="!"
        )
        agent.groups.add(group)
        Authenticator.objects.create(user=agent, type="totp", data={"secret": "x"})
        for step in (0, 1):
            QueueMember.objects.create(queue=queues[(number + step) % QUEUES], user=agent)


def write_tickets(first: int, last: int) -> None:
    """Tickets numbered from `first` to `last` with their messages and events."""
    span = {"first": first, "last": last}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no look-up for each reference
        cursor.execute(_insert("helpdesk_ticket", TICKETS, _ticket(), cursor, span))
        cursor.execute(MESSAGES.format(**span))
        cursor.execute(_insert("helpdesk_ticketevent", EVENTS, _event(), cursor, span))
        cursor.execute("SET session_replication_role = DEFAULT")
        for table in ("helpdesk_ticket", "helpdesk_message", "helpdesk_ticketevent"):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
                f" greatest({BEYOND + last}, (SELECT max(id) FROM {table})))"
            )
            cursor.execute(f"VACUUM ANALYZE {table}")


def _insert(table: str, text: str, values: dict[str, str], cursor, span: dict[str, int]) -> str:
    """The statement with every column of `table`: those not named are empty in the way of their type."""
    cursor.execute(
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s AND column_name <> 'id'",
        [table],
    )
    empty = {"boolean": "false", "jsonb": "'{}'::jsonb", "text": "''", "character varying": "''"}
    found = {
        name: values.get(name, "NULL" if nullable == "YES" else empty.get(kind, "0"))
        for name, kind, nullable in cursor.fetchall()
    }
    if "id" in values:
        found = {"id": values["id"]} | found
    return text.format(columns=", ".join(found), values=", ".join(found.values()), **span)


def _ticket() -> dict[str, str]:
    """SQL of each column of a ticket by its number `n`."""
    with connection.cursor() as cursor:
        first = {}
        for table in (User, Organisation, Queue, System):
            cursor.execute(f"SELECT min(id) FROM {table._meta.db_table}")
            first[table] = cursor.fetchone()[0]
    opened = "timestamptz '2026-11-28 08:00+01' - n * interval '37 seconds'"
    is_open = "(n % 50 = 0)"
    runs = f"{is_open} AND (n / 50) % 4 <> 3"
    statuses = "(ARRAY['new','open','open','pending'])[1 + (n / 50) % 4]"
    reference = "'PW-2026-' || lpad(n::text, 7, '0')"
    subjects = "ARRAY[" + ", ".join(f"'{subject}'" for subject in SUBJECTS) + "]"
    subject = f"({subjects})[1 + n % {len(SUBJECTS)}] || ' ' || n"
    office = f"'gmina ' || lpad((n % {OFFICES})::text, 4, '0')"
    folded = f"translate(lower({reference} || ' ' || {subject}), 'ąćęłńóśźż-', 'acelnoszz ')"
    return {
        "id": "n",
        "reference": reference,
        "search_key": f"{folded} || ' ' || {office}",
        "kind": "(ARRAY['question','fault','fault','incident'])[1 + n % 4]",
        "requester_id": f"{first[User]} + (n % {PEOPLE})",
        "organisation_id": f"{first[Organisation]} + (n % {OFFICES})",
        "queue_id": f"{first[Queue]} + (n / 50) % {QUEUES}",
        "assignee_id": f"CASE WHEN n % 3 = 0 THEN NULL ELSE {first[User]} + {PEOPLE} + (n / 50) % {AGENTS} END",
        "system_id": f"{first[System]} + (n % 20)",
        "subject": subject,
        "status": f"CASE WHEN {is_open} THEN {statuses} ELSE 'closed' END",
        "priority": "'normal'",
        "channel": "(ARRAY['web','mail','phone'])[1 + n % 3]",
        "is_restricted": "(n % 4 = 3)",
        "version": "1",
        "opened_at": opened,
        "changed_at": opened,
        "resolved_at": f"CASE WHEN {is_open} THEN NULL ELSE {opened} + interval '5 hours' END",
        "first_responded_at": f"CASE WHEN {is_open} THEN NULL ELSE {opened} + interval '2 hours' END",
        "first_response_took": f"CASE WHEN {is_open} THEN NULL ELSE 30 + n % 400 END",
        "resolution_took": f"CASE WHEN {is_open} THEN NULL ELSE 60 + n % 2000 END",
        "next_due_at": f"CASE WHEN {runs} THEN {opened} + interval '30 days' END",
        "paused_at": f"CASE WHEN {runs} THEN NULL ELSE {opened} END",
        "unanswered_since": f"CASE WHEN {is_open} THEN {opened} END",
        "warn_at": "'[]'::jsonb",
    }


def _event() -> dict[str, str]:
    return {
        "ticket_id": "t.id",
        "actor_id": "t.requester_id",
        "organisation_id": "t.organisation_id",
        "verb": "'opened'",
        "to_value": "'new'",
        "message_id": "m.id",
        "at": "t.opened_at",
    }
