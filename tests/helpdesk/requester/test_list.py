"""The list of tickets: narrowing, Polish words, pages, the file, empty states."""

import csv
import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from helpdesk.actions import change_status, reply, share
from helpdesk.exports import MOST_ROWS
from helpdesk.models import Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_queue, make_system, make_ticket, warsaw
from tests.helpdesk.requester.factories import ask, make_category

LIST = "/pl/helpdesk/"
EXPORT = "/pl/helpdesk/export/"


def listed(client: Client, **asked: object) -> set[str]:
    rows = list(csv.reader(io.StringIO(_file(client, **asked)), delimiter=";"))
    found = {row[0] for row in rows[1:]}
    page = client.get(LIST, asked).content.decode()
    assert {r for r in Ticket.objects.values_list("reference", flat=True) if r in page} == found
    return found


def _file(client: Client, **asked: object) -> str:
    return b"".join(client.get(EXPORT, asked).streaming_content).decode("utf-8-sig")


def test_every_way_to_narrow_it(cast: Cast, client: Client) -> None:
    queue, system = make_desk(cast), make_system()
    category = make_category(queue=queue)
    first = make_ticket(cast.requester, cast.office, queue=queue, system=system)
    second = ask(cast.requester, cast.office, category=category, at=warsaw(2025, 3, 1))
    third = make_ticket(cast.requester, cast.office, queue=queue)
    change_status(second, by=cast.agent, status="resolved")
    change_status(third, by=cast.agent, status="pending")
    make_ticket(cast.colleague, cast.office, queue=queue)
    client.force_login(cast.requester)
    one, two, three = (ticket.reference for ticket in (first, second, third))

    assert listed(client) == {one, two, three}
    assert listed(client, state="open") == {one, three}
    assert listed(client, state="done") == {two}
    assert listed(client, turn="yours") == {three}
    assert listed(client, turn="ours") == {one}
    assert listed(client, turn="others") == set()
    assert listed(client, system=system.pk) == {one}
    assert listed(client, category=category.pk) == {two}
    assert listed(client, year=2025) == {two}
    assert listed(client, state="open", system=system.pk, year=2026) == {one}
    assert listed(client, office=cast.office.pk) == {one, two, three}


def test_by_the_office_of_a_unit(cast: Cast, client: Client) -> None:
    ticket = ask(cast.delegate, cast.service_centre, units=[cast.office])
    ask(cast.delegate, cast.service_centre)
    client.force_login(cast.delegate)

    assert listed(client, office=cast.office.pk) == {ticket.reference}


def test_the_coordinator_sees_the_office_but_nothing_hidden(cast: Cast, client: Client) -> None:
    queue = make_desk(cast)
    shared = make_ticket(cast.colleague, cast.office, queue=queue)
    hidden = make_ticket(cast.requester, cast.office, queue=queue)
    share(hidden, by=cast.requester, is_restricted=True)
    make_ticket(cast.stranger, cast.other_office, queue=queue)
    client.force_login(cast.coordinator)

    assert listed(client, scope="office") == {shared.reference}
    client.force_login(cast.colleague)
    assert listed(client, scope="office") == {shared.reference}
    client.force_login(cast.trainee)
    assert "Urząd nie ma jeszcze zgłoszeń" in client.get(f"{LIST}?scope=office").content.decode()


@pytest.mark.fault("B3")
@pytest.mark.parametrize(
    "query",
    ["office=1)", "system=requester__password", "year=%00", "year=20 26", "category=-1",
     "turn=requester", "state[]=open", "q=%2A%2A", "after=x&before=-1", "office=9999999999999"],
)  # fmt: skip
def test_parameters_never_reach_the_orm(cast: Cast, client: Client, query: str) -> None:
    """Seen failing with `_known` returning whatever the address says."""
    make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    client.force_login(cast.requester)

    assert client.get(f"{LIST}?{query}").status_code == 200
    assert client.get(f"{EXPORT}?{query}").status_code == 200


def test_any_form_of_a_word_finds_the_conversation(cast: Cast, client: Client) -> None:
    queue = make_desk(cast)
    ticket = make_ticket(cast.requester, cast.office, queue=queue, subject="Pytanie")
    reply(ticket, by=cast.agent, body="Certyfikaty odnawia się w panelu.")
    make_ticket(cast.stranger, cast.other_office, queue=queue, body="Certyfikat wygasł.")
    make_ticket(cast.requester, cast.office, queue=queue, subject="Inne")
    client.force_login(cast.requester)
    assert "chwilowo nie działa" in client.get(f"{LIST}?q=certyfikatu").content.decode()

    call_command("rebuild_index", noinput=True, verbosity=0)

    assert listed(client, q="certyfikatu") == {ticket.reference}
    assert listed(client, q="certyfikatów odnawianie panel") == {ticket.reference}
    assert listed(client, q=ticket.reference.lower()) == {ticket.reference}
    page = client.get(f"{LIST}?q=niewidzialny").content.decode()
    assert "Nie ma takich zgłoszeń" in page


def test_answers_are_found_and_exported(cast: Cast, client: Client) -> None:
    category = make_category({"key": "sala", "kind": "text"})
    ticket = ask(
        cast.requester, cast.office, category=category, answers={"sala": "Czytelnia na piętrze"}
    )
    call_command("rebuild_index", noinput=True, verbosity=0)
    client.force_login(cast.requester)

    assert listed(client, q="czytelni") == {ticket.reference}
    assert "Pole sala: Czytelnia na piętrze" in _file(client)


def test_pages_by_key_lose_and_double_nothing(cast: Cast, client: Client) -> None:
    queue = make_queue(cast.agent)
    for number in range(65):
        make_ticket(
            cast.requester,
            cast.office,
            queue=queue,
            at=warsaw(2026, 11, 1 + number // 4, number % 4),
        )
    client.force_login(cast.requester)
    seen, address = [], f"{LIST}?state=open"
    while address:
        response = client.get(address)
        seen += [ticket.reference for ticket, _standing in response.context["rows"]]
        address = response.context["older_url"] and f"{LIST}{response.context['older_url']}"

    assert len(seen) == len(set(seen)) == 65
    assert seen == sorted(seen, reverse=True)
    assert "state=open" in client.get(f"{LIST}?state=open").context["older_url"]


@pytest.mark.fault("B9")
@pytest.mark.parametrize("role", Cast.ROLES[1:])
def test_the_file_holds_what_the_list_holds(cast: Cast, client: Client, role: str) -> None:
    """Seen failing with `ticket_export` taking all tickets of the person's offices."""
    queue = make_desk(cast)
    make_ticket(cast.requester, cast.office, queue=queue)
    make_ticket(cast.requester, cast.office, queue=queue, kind="incident")
    make_ticket(cast.stranger, cast.other_office, queue=queue)
    client.force_login(cast.person(role))

    for scope in ("", "office"):
        may = Ticket.objects.visible_to(cast.person(role))
        assert listed(client, scope=scope) <= set(may.values_list("reference", flat=True))


@pytest.mark.fault("C7")
def test_the_file_runs_nothing(cast: Cast, client: Client) -> None:
    """Seen failing with `safe_cell` returning the text as it is."""
    cast.requester.name = "=cmd|' /C calc'!A0"
    cast.requester.save()
    category = make_category({"key": "sala", "kind": "text", "label_pl": "-1+1"})
    ask(
        cast.requester, cast.office, category=category, subject="+HYPERLINK(1)",
        answers={"sala": "@SUM(1)"},
    )  # fmt: skip
    client.force_login(cast.requester)

    row = list(csv.reader(io.StringIO(_file(client)), delimiter=";"))[1]

    assert [cell for cell in row if cell.strip()[:1] in tuple("=+-@")] == []
    assert "'+HYPERLINK(1)" in row


def test_the_file_ends_somewhere() -> None:
    assert MOST_ROWS == 5_000


def test_the_form_costs_the_same_for_many_tickets(cast: Cast, client: Client) -> None:
    queue = make_desk(cast)
    client.force_login(cast.requester)

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    few = [queries(f"{LIST}?scope=office&state=open"), queries(f"{LIST}new/")]
    for _number in range(19):
        make_ticket(cast.requester, cast.office, queue=queue, units=())
    many = [queries(f"{LIST}?scope=office&state=open"), queries(f"{LIST}new/")]

    assert many[1] == few[1] <= 23
    assert many[0] <= 12
