"""What should not be sent is noticed in an agent’s reply as in a requester’s text."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from helpdesk.models import Ticket, UnsentReply
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket

PESEL = "Numer wnioskodawcy to 44051401359."


@pytest.fixture
def ticket(cast: Cast, client: Client) -> Ticket:
    client.force_login(cast.agent)
    return make_ticket(cast.requester, cast.office, queue=make_desk(cast))


def test_a_reply_waits_for_a_decision(ticket: Ticket, client: Client) -> None:
    """Seen failing with a form of replies that does not check its text."""
    address = f"/pl/helpdesk/desk/{ticket.reference}/reply/"
    data = {"body": PESEL, "version": ticket.version}
    file = SimpleUploadedFile("wzor.txt", b"Tresc", "text/plain")

    page = client.post(address, data | {"files": file}).content.decode()

    assert not UnsentReply.objects.exists()
    assert "numer PESEL (1)" in page
    assert "Zostaw: osoba zgłaszająca tego potrzebuje" in page
    assert "wzor.txt" in page
    client.post(address, data | {"keep_sensitive": "pesel=1"})
    assert UnsentReply.objects.get().body == PESEL


def test_one_click_takes_it_out(ticket: Ticket, client: Client) -> None:
    address = f"/pl/helpdesk/desk/{ticket.reference}/reply/"

    page = client.post(address, {"body": PESEL, "remove_sensitive": "1"}).content.decode()

    assert "Numer wnioskodawcy to [usunięto PESEL]." in page
    assert not UnsentReply.objects.exists()
