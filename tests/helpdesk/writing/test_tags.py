"""Tags and the checklist: the desk's own, found by it, unseen by requesters."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from helpdesk.actions import add_items, add_tag, remove_item, remove_tag, tick
from helpdesk.actions.tagging import MOST_ITEMS
from helpdesk.models import Tag, Ticket, TicketEvent
from helpdesk.search_indexes import TicketIndex
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.writing.factories import make_tag

OUTSIDERS = ["requester", "coordinator", "delegate", "stranger", "other_agent", "editor"]


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    return make_ticket(cast.requester, cast.office, queue=make_desk(cast))


def test_tags_are_put_once_and_taken_off(cast: Cast, ticket: Ticket) -> None:
    tag = make_tag(slug="rodo", name_pl="RODO")
    for _time in range(2):
        add_tag(ticket, by=cast.agent, tag=tag)
    assert list(ticket.tags.all()) == [tag]

    for _time in range(2):
        remove_tag(ticket, by=cast.agent, tag=tag)

    events = ticket.events.filter(verb="tagged").values_list("from_value", "to_value")
    assert list(events.order_by("pk")) == [("", "rodo"), ("rodo", "")]


@pytest.mark.parametrize("role", OUTSIDERS)
def test_only_those_who_answer_change_them(cast: Cast, ticket: Ticket, role: str) -> None:
    tag, person = make_tag(), cast.person(role)
    item = add_items(ticket, by=cast.agent, texts=["Zadzwonić"])[0]

    for act in (
        lambda: add_tag(ticket, by=person, tag=tag),
        lambda: remove_tag(ticket, by=person, tag=tag),
        lambda: add_items(ticket, by=person, texts=["x"]),
        lambda: tick(item, by=person, is_done=True),
        lambda: remove_item(item, by=person),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_tag_out_of_use_is_not_put(cast: Cast, ticket: Ticket, client: Client) -> None:
    tag = make_tag(name_pl="Stara", is_active=False)
    with pytest.raises(ValidationError):
        add_tag(ticket, by=cast.agent, tag=tag)
    client.force_login(cast.agent)

    page = client.post(reverse("helpdesk:desk_tag", args=[ticket.reference]), {"tag": "Stara"}).text

    assert "Nie ma takiej etykiety" in page
    assert not ticket.tags.exists()


@pytest.mark.parametrize(
    "typed", ["Pilne sprawy", "pilne  SPRAWY", "pilne-sprawy", "Urgent matters"]
)
def test_a_tag_is_put_by_its_name(cast: Cast, ticket: Ticket, client: Client, typed: str) -> None:
    make_tag(slug="pilne-sprawy", name_pl="Pilne sprawy", name_en="Urgent matters")
    client.force_login(cast.agent)

    client.post(reverse("helpdesk:desk_tag", args=[ticket.reference]), {"tag": typed})

    assert [tag.slug for tag in ticket.tags.all()] == ["pilne-sprawy"]


def test_names_of_tags_are_given_once(db: None) -> None:
    make_tag(name_pl="RODO")

    with pytest.raises(ValidationError) as refused:
        Tag(slug="inny", name_pl="rodo").full_clean()

    assert refused.value.messages == ["Jest już etykieta o\N{NO-BREAK SPACE}tej nazwie."]


def test_the_desk_finds_tickets_by_tag(cast: Cast, ticket: Ticket, client: Client) -> None:
    other = make_ticket(cast.requester, cast.office, queue=ticket.queue, subject="Inne")
    for name in ("RODO", "RODO w chmurze"):
        add_tag(ticket, by=cast.agent, tag=make_tag(slug=name[-4:].lower(), name_pl=name))
    client.force_login(cast.agent)

    for query in ("tag=rodo", "q=rodo"):
        page = client.get(f"{reverse('helpdesk:desk')}?{query}").text
        assert page.count(f"/desk/{ticket.reference}/") == 1
        assert f"/desk/{other.reference}/" not in page


def test_search_finds_tags_for_the_desk_only(cast: Cast, ticket: Ticket) -> None:
    add_tag(ticket, by=cast.agent, tag=make_tag(name_pl="Kontrola NIK"))
    index = TicketIndex()

    found = index.document(index.index_queryset().get(pk=ticket.pk))

    assert "Kontrola NIK" in found.restricted_body
    assert all("Kontrola NIK" not in text.body for text in found.texts)


@pytest.mark.fault("B11")
@pytest.mark.parametrize("role", ["requester", "coordinator", "delegate"])
def test_the_office_sees_neither_tags_nor_checklist(
    cast: Cast, ticket: Ticket, client: Client, role: str
) -> None:
    """Fails when TAGGED or CHECKLIST leave `TicketEvent.INTERNAL`."""
    add_tag(ticket, by=cast.agent, tag=make_tag(name_pl="Uciążliwy klient"))
    item = add_items(ticket, by=cast.agent, texts=["Sprawdzić, czy nie kłamią"])[0]
    tick(item, by=cast.agent, is_done=True)
    client.force_login(cast.person(role))

    page = client.get(reverse("helpdesk:ticket", args=[ticket.reference])).text

    assert "Uciążliwy" not in page
    assert "kłamią" not in page
    assert "lista kontrolna" not in page
    seen = TicketEvent.objects.visible_to(cast.person(role)).values_list("verb", flat=True)
    assert list(seen) == ["opened"]


def test_a_checklist_is_ticked_and_shows_its_progress(
    cast: Cast, ticket: Ticket, client: Client
) -> None:
    texts = ["Zadzwonić", "", "Zapisać numer", "Zadzwonić"]
    first, _second = add_items(ticket, by=cast.agent, texts=texts)
    client.force_login(cast.agent)
    address = reverse("helpdesk:desk_item", args=[ticket.reference, first.pk])

    client.post(address, {"done": "1"})

    first.refresh_from_db()
    assert (first.is_done, first.done_by) == (True, cast.agent)
    page = client.get(reverse("helpdesk:desk_ticket", args=[ticket.reference])).text
    assert '<b class="num">1/2</b>' in page
    client.post(address, {"done": "0"})
    client.post(address, {"remove": "1"})
    assert [item.text for item in ticket.checklist.all()] == ["Zapisać numer"]


def test_a_checklist_has_an_end(cast: Cast, ticket: Ticket) -> None:
    add_items(ticket, by=cast.agent, texts=[f"Krok {n}" for n in range(MOST_ITEMS)])

    with pytest.raises(ValidationError):
        add_items(ticket, by=cast.agent, texts=["Jeszcze jeden"])


def test_an_item_of_another_ticket_is_not_there(cast: Cast, ticket: Ticket, client: Client) -> None:
    other = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    item = add_items(other, by=cast.supervisor, texts=["Zadzwonić"])[0]
    client.force_login(cast.agent)

    answer = client.post(reverse("helpdesk:desk_item", args=[ticket.reference, item.pk]))

    assert answer.status_code == 404
