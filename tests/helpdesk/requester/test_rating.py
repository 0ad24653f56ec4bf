"""The requester rates a finished ticket once, and may change it for a day."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from helpdesk.actions import change_status, rate, reopen
from helpdesk.models import Rating, Ticket
from helpdesk.personal_data import erase_person
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket, warsaw

AT = warsaw(2026, 11, 20, 12)


@pytest.fixture
def resolved(cast: Cast) -> Ticket:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), at=AT)
    return change_status(ticket, by=cast.agent, status="resolved", at=AT)


def test_once_and_changeable_for_a_day(cast: Cast, resolved: Ticket) -> None:
    rate(resolved, by=cast.requester, stars=2, comment="Długo.", at=AT)

    rate(resolved, by=cast.requester, stars=4, at=AT + timedelta(hours=23))

    assert [(r.stars, r.comment, r.rated_at) for r in Rating.objects.all()] == [(4, "", AT)]
    with pytest.raises(ValidationError):
        rate(resolved, by=cast.requester, stars=1, at=AT + timedelta(hours=25))


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_one_to_five(cast: Cast, resolved: Ticket, stars: int) -> None:
    with pytest.raises(ValidationError):
        rate(resolved, by=cast.requester, stars=stars)


def test_an_open_ticket_waits(cast: Cast, resolved: Ticket) -> None:
    reopen(resolved, by=cast.requester, at=AT)

    with pytest.raises(ValidationError):
        rate(resolved, by=cast.requester, stars=5, at=AT)


@pytest.mark.parametrize("role", ["colleague", "coordinator", "agent", "supervisor", "stranger"])
def test_only_the_requester(cast: Cast, resolved: Ticket, role: str) -> None:
    with pytest.raises(PermissionDenied):
        rate(resolved, by=cast.person(role), stars=5)


def test_who_reads_it(cast: Cast, resolved: Ticket) -> None:
    rate(resolved, by=cast.requester, stars=5, comment="Dziękuję.")

    readers = {role for role in Cast.ROLES if Rating.objects.visible_to(cast.person(role)).exists()}

    assert readers == {"requester", "agent", "supervisor", "administrator"}
    assert Rating.objects.for_statistics().count() == 1
    Ticket.objects.update(is_restricted=True)
    assert Rating.objects.for_statistics().count() == 0


def test_the_page_asks_thanks_and_shows(cast: Cast, client: Client, resolved: Ticket) -> None:
    client.force_login(cast.requester)
    address = resolved.get_absolute_url()
    assert 'type="radio" name="stars" value="5"' in client.get(address).content.decode()

    refused = client.post(f"{address}rate/", {"comment": "Bez gwiazdek"}).content.decode()
    client.post(f"{address}rate/", {"stars": "5", "comment": "<b>Dziękuję</b>"})

    assert "Bez gwiazdek</textarea>" in refused
    assert "Zmień ocenę" in client.get(address).content.decode()
    Rating.objects.update(rated_at=AT - timedelta(days=3))
    page = client.get(address).content.decode()
    assert "5 – bardzo dobrze" in page
    assert "&lt;b&gt;Dziękuję&lt;/b&gt;" in page
    client.force_login(cast.coordinator)
    assert "bardzo dobrze" not in client.get(address).content.decode()


def test_a_forgotten_person_leaves_the_stars(cast: Cast, resolved: Ticket) -> None:
    rate(resolved, by=cast.requester, stars=3, comment="Jan Kowalski")

    erase_person(cast.requester)

    assert [(r.by, r.stars, r.comment) for r in Rating.objects.all()] == [(None, 3, "")]
