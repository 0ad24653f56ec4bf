"""Words inside the files of a conversation, and numbers that lead to a ticket."""

from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from foundation.files.actions import store_file
from foundation.files.reading import read_texts
from foundation.search.models import IndexChange
from helpdesk.actions import add_note, reply
from helpdesk.search_indexes import TicketIndex
from tests.cast import Cast
from tests.files.documents import pdf_of
from tests.helpdesk.factories import make_desk, make_ticket


@pytest.mark.fault("B11")
def test_files_are_found_where_their_message_is(cast: Cast) -> None:
    """Seen failing with `body` of the index joining all messages."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), body="Pytanie.")
    sent = store_file(BytesIO(pdf_of("Awaria macierzy")), name="raport.pdf", by=cast.requester)
    kept = store_file(BytesIO(pdf_of("Hasło administratora")), name="sejf.pdf", by=cast.agent)
    reply(ticket, by=cast.requester, body="W załączeniu.", files=[sent])
    add_note(ticket, by=cast.agent, body="Uwaga.", files=[kept])
    IndexChange.objects.all().delete()
    read_texts(at=timezone.now(), limit=2)
    found = TicketIndex().index_queryset().get(pk=ticket.pk)

    public, restricted = TicketIndex().body(found), TicketIndex().restricted_body(found)

    assert ("raport.pdf" in public, "Awaria macierzy" in public) == (True, True)
    assert "administratora" not in public
    assert ("sejf.pdf" in restricted, "Hasło administratora" in restricted) == (True, True)
    assert [change.key for change in IndexChange.objects.all()] == [f"helpdesk.ticket.{ticket.pk}"]


@pytest.mark.fault("B4")
@pytest.mark.parametrize("role", Cast.ROLES)
def test_a_full_number_leads_only_its_readers_to_the_ticket(
    client: Client, cast: Cast, role: str
) -> None:
    """Seen failing with the ticket looked up among all tickets."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), subject="Sekret")
    year, number = ticket.reference.split("-")[1:]
    person = cast.person(role)
    if role != "anonymous":
        client.force_login(person)

    def offered(text: str) -> list[str]:
        found = client.get("/pl/search/suggest/", {"q": text}).json()["suggestions"]
        return [one["url"] for one in found]

    may = type(ticket).objects.visible_to(person).filter(pk=ticket.pk).exists()
    expected = [ticket.get_absolute_url()] if may else []
    assert offered(f" pw-{year}-{int(number)} ") == offered(ticket.reference) == expected
    assert offered(f"PW-{year}") == offered("Sekret") == []
