"""What requesters answered and rated stands at the desk."""

from django.test import Client
from django.urls import reverse

from helpdesk.actions import change_status, rate
from tests.cast import Cast
from tests.helpdesk.factories import make_queue
from tests.helpdesk.requester.factories import ask, make_category


def test_agents_read_category_answers_offices_and_rating(cast: Cast, client: Client) -> None:
    category = make_category({"key": "dzien", "kind": "date"}, queue=make_queue(cast.agent))
    ticket = ask(
        cast.delegate,
        cast.service_centre,
        category=category,
        answers={"dzien": "2026-11-28"},
        units=[cast.office],
    )
    change_status(ticket, by=cast.agent, status="resolved")
    rate(ticket, by=cast.delegate, stars=4, comment="Szybko.")
    client.force_login(cast.agent)

    page = client.get(reverse("helpdesk:desk_ticket", args=[ticket.reference])).content.decode()

    facts = page[page.index('id="facts"') :].replace("\N{NO-BREAK SPACE}", " ")
    assert "28 listopada 2026" in facts
    assert "dotyczy też: <b>Gmina Dobra</b>" in facts
    assert "4 – dobrze" in facts
    assert "Szybko." in facts
