"""What an address says never becomes the name of a field, so it answers nothing about secrets."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from helpdesk.models import Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_system, make_ticket

LISTS = ["desk", "ticket_list"]
# What list pages of such systems usually call it, beside what ours really read.
PARAMETERS = (
    "sort", "order", "order_by", "ordering", "o", "filter", "field", "fields", "group", "columns",
    "view", "state", "scope", "turn", "office", "system", "category", "year", "tag", "after", "before",
)  # fmt: skip


def paths(model: type[Model], levels: int, before: str = "") -> Iterator[str]:
    """Every name by which the ORM reaches a field from `model`, through `levels` relations."""
    for field in model._meta.get_fields():
        path = before + field.name
        yield path
        if field.is_relation and field.related_model and levels:
            yield from paths(field.related_model, levels - 1, f"{path}__")


TO_PEOPLE = [path for path in paths(Ticket, 1) if path.startswith(("requester", "assignee"))]


def shown(client: Client, name: str, query: str) -> list[str]:
    response = client.get(f"{reverse(f'helpdesk:{name}')}?{query}")
    assert response.status_code == 200
    rows = response.context["rows"]
    return [row.reference if name == "desk" else row[0].reference for row in rows]


@pytest.fixture
def lists(cast: Cast, client: Client, name: str) -> Client:
    """Three tickets on the page `name`, and one who reads it."""
    queue = make_desk(cast)
    for _number in range(3):
        make_ticket(cast.requester, cast.office, queue=queue, system=make_system())
    client.force_login(cast.agent if name == "desk" else cast.requester)
    return client


def test_the_secret_field_is_among_those_tried() -> None:
    assert {"requester__password", "assignee__password", "requester__authenticator"} <= set(
        TO_PEOPLE
    )


@pytest.mark.fault("B3")
@pytest.mark.parametrize("name", LISTS)
def test_names_of_fields_narrow_nothing(lists: Client, name: str) -> None:
    """Seen failing with every parameter handed to `filter` that a field of tickets answers to."""
    plain = shown(lists, name, "")
    assert len(plain) == 3

    for lookup in ("", "__startswith", "__gt", "__isnull", "__regex"):
        asked = {f"{path}{lookup}": "pbkdf2" for path in TO_PEOPLE}
        assert shown(lists, name, urlencode(asked)) == plain


@pytest.mark.fault("B3")
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("value", ["requester__password", "-requester__password", "\0", "1)", "²"])
def test_values_name_no_fields(lists: Client, name: str, value: str) -> None:
    """Seen failing with `sort` handed to `order_by`: the order of passwords was the order shown."""
    plain = shown(lists, name, "")

    assert shown(lists, name, urlencode(dict.fromkeys(PARAMETERS, value))) == plain
