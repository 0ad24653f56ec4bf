"""What the desk does with doubtful mail."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.accounts.models import User
from foundation.mailing.models import OutgoingMail
from helpdesk.mail import sorting
from helpdesk.mail.parsing import parse
from helpdesk.models import RawMail, Ticket
from helpdesk.sweeps import understand_mail
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.mail.factories import make_bytes, make_domain, proof, receive

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def doubtful(cast: Cast) -> RawMail:
    """A mail that claims to come from the requester, with a file."""
    make_desk(cast)
    content = make_bytes(
        cast.requester.email,
        subject="Dostęp <b>do</b> systemu",
        body="Nie mogę się zalogować.\n\nW dniu 1.11.2026 Anna pisze:\n> Proszę.\n",
        files=[("zrzut.png", b"\x89PNG\r\n\x1a\n\0\0"), ("skrypt.exe", b"MZ\0\0")],
    )
    return receive(content)


def test_list_shows_what_waits(cast: Cast, doubtful: RawMail) -> None:
    page = signed_in(cast.agent).get("/pl/helpdesk/mail/").content.decode()

    assert "Dostęp &lt;b&gt;do&lt;/b&gt; systemu" in page
    assert cast.requester.email in page


@pytest.mark.fault("C3")
def test_mail_is_shown_as_words_only(cast: Cast) -> None:
    """Seen failing with `|safe` on the text."""
    bad = "<script>alert(1)</script>"
    content = make_bytes(
        f'"{bad}" <obcy@obcy.test>', subject=bad, body=bad, files=[(f"{bad}.txt", b"x")]
    )
    raw = receive(content)
    client = signed_in(cast.agent)

    pages = [client.get(f"/pl/helpdesk/mail/{end}").content.decode() for end in ("", f"{raw.pk}/")]

    assert ["<script>alert" in page for page in pages] == [False, False]
    assert pages[1].count("&lt;script&gt;alert(1)") >= 4


def test_into_a_ticket(cast: Cast, doubtful: RawMail) -> None:
    queue = cast.agent.queue_places.get().queue
    ticket = make_ticket(cast.requester, cast.office, queue=queue)
    mails = OutgoingMail.objects.count()

    response = signed_in(cast.agent).post(
        f"/pl/helpdesk/mail/{doubtful.pk}/ticket/", {"reference": ticket.reference.lower()}
    )

    doubtful.refresh_from_db()
    message = doubtful.ticket_message
    assert (response.status_code, doubtful.outcome, doubtful.decided_by) == (
        302,
        "follow-up",
        cast.agent,
    )
    assert (message.ticket, message.author, message.sender_grade, message.sender_email) == (
        ticket,
        None,
        "unverified",
        cast.requester.email,
    )
    assert message.body.startswith("Nie mogę się zalogować.\n\nPliki")
    assert [a.file.name for a in message.attachments.all()] == ["zrzut.png"]
    assert OutgoingMail.objects.count() == mails


@pytest.mark.fault("B1")
def test_not_into_a_ticket_of_another_queue(cast: Cast, doubtful: RawMail) -> None:
    """Seen failing with every ticket allowed in the form."""
    queue = cast.agent.queue_places.get().queue
    ticket = make_ticket(cast.requester, cast.office, queue=queue)

    response = signed_in(cast.other_agent).post(
        f"/pl/helpdesk/mail/{doubtful.pk}/ticket/", {"reference": ticket.reference}
    )

    assert (response.status_code, ticket.messages.count()) == (422, 1)
    parsed = parse(bytes(doubtful.content))
    with pytest.raises(PermissionDenied):
        sorting.add_to_ticket(doubtful, parsed=parsed, ticket=ticket, by=cast.other_agent)


@pytest.mark.parametrize("vouched", [False, True])
def test_new_ticket_for_an_office(cast: Cast, doubtful: RawMail, vouched: bool) -> None:
    data = {"organisation": cast.office.pk} | ({"is_from_person": "on"} if vouched else {})

    response = signed_in(cast.agent).post(f"/pl/helpdesk/mail/{doubtful.pk}/office/", data)

    ticket = Ticket.objects.get()
    message = ticket.messages.get()
    person = cast.requester if vouched else None
    assert response.status_code == 302
    assert (ticket.requester, ticket.organisation, message.author) == (person, cast.office, person)
    assert message.sender_grade == "unverified"
    assert OutgoingMail.objects.count() == (1 if vouched else 0)


def test_office_is_found_by_name(cast: Cast) -> None:
    raw = receive(make_bytes("obcy@obcy.test"))
    client = signed_in(cast.agent)

    page = client.get(f"/pl/helpdesk/mail/{raw.pk}/?office=obca").content.decode()
    response = client.post(
        f"/pl/helpdesk/mail/{raw.pk}/office/",
        {"organisation": cast.other_office.pk, "office": "obca"},
    )

    assert "Gmina Obca" in page
    assert response.status_code == (302 if Ticket.objects.exists() else 422)


def test_discarding_needs_a_reason_and_stays_on_record(cast: Cast, doubtful: RawMail) -> None:
    client = signed_in(cast.agent)
    address = f"/pl/helpdesk/mail/{doubtful.pk}/discard/"

    without = client.post(address, {"reason": "  "})
    client.post(address, {"reason": "Reklama"})
    again = client.post(address, {"reason": "Jeszcze raz"})

    doubtful.refresh_from_db()
    assert (without.status_code, again.status_code) == (422, 422)
    assert (doubtful.state, doubtful.outcome, doubtful.reason) == ("done", "discarded", "Reklama")
    with pytest.raises(ValidationError):
        sorting.try_again(doubtful, by=cast.agent)


def test_read_again_after_something_was_put_right(cast: Cast) -> None:
    make_desk(cast)
    raw = receive(make_bytes(cast.requester.email, **proof(cast.requester)))
    assert raw.why == "unproven"
    make_domain(cast.office)

    signed_in(cast.agent).post(f"/pl/helpdesk/mail/{raw.pk}/retry/")
    raw.refresh_from_db()
    handled = understand_mail(at=raw.next_try_at)

    raw.refresh_from_db()
    assert (handled, raw.outcome) == (1, "ticket")


def test_strangers_may_not_sort(cast: Cast, doubtful: RawMail) -> None:
    with pytest.raises(PermissionDenied):
        sorting.discard(doubtful, reason="x", by=cast.requester)


@pytest.mark.parametrize("address", ["/pl/helpdesk/mail/", "/pl/helpdesk/mail/?show=all"])
def test_list_costs_the_same_for_one_row_and_twenty(cast: Cast, address: str) -> None:
    client, counts = signed_in(cast.agent), []
    for rows in (1, 19):
        for _number in range(rows):
            receive(make_bytes("obcy@obcy.test"))
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_list_leaves_the_mails_themselves_in_the_database(cast: Cast) -> None:
    receive(make_bytes("obcy@obcy.test"))

    with CaptureQueriesContext(connection) as captured:
        signed_in(cast.agent).get("/pl/helpdesk/mail/")

    assert [q["sql"] for q in captured if '"content"' in q["sql"] and "rawmail" in q["sql"]] == []


def test_source_is_handed_over_as_a_file(cast: Cast, doubtful: RawMail) -> None:
    response = signed_in(cast.agent).get(f"/pl/helpdesk/mail/{doubtful.pk}/source/")

    assert response.content == bytes(doubtful.content)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
