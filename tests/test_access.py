"""Who gets what, over the whole resolver: an address without a row fails, and so does a wrong answer."""

from contextlib import suppress

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.access import Address
from tests.cast import Cast
from tests.everywhere import ADDRESSES, ADMIN, named

# Addresses of the parts we build on, which have their own guards and tests.
NOT_OURS = ("wagtail", "taggit", "mfa_", "account_")


@pytest.mark.fault("B5")
def test_every_address_has_a_row() -> None:
    """Seen failing with a new address in an app's urls.py that no access table names."""
    found = {name for name, _pattern in named(get_resolver().url_patterns)}
    ours = {name for name in found if not name.startswith(NOT_OURS)}

    assert ours - ADDRESSES.keys() == set()


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=lambda address: address.name)
def test_access(address: Address, cast: Cast, client: Client) -> None:
    """Each person of the cast gets the status that the table promises."""
    url = reverse(address.name, kwargs=dict(address.arguments(cast)))
    got = {}
    for role in Cast.ROLES:
        with transaction.atomic():
            client.logout()
            if role != "anonymous":
                client.force_login(cast.person(role))
            answer = getattr(client, address.method)(url, dict(address.data))
            answer.getvalue()  # reads a file to its end, so that it is closed
            got[role] = answer.status_code
            transaction.set_rollback(True)  # the next one finds all as this one found it
    assert got == {role: address.expected(role) for role in Cast.ROLES}


NONSENSE = dict.fromkeys(
    ("q", "after", "before", "page", "show", "view", "state", "scope", "sort", "kind"),
    "a\0'\";--\r\n%_\u0130",
)
PAGES = [
    (address, role)
    for address in ADDRESSES.values()
    if address.method == "get"
    for role in [next((role for role in Cast.ROLES if address.expected(role) == 200), "")]
    if role
]


@pytest.mark.parametrize(("address", "role"), PAGES, ids=lambda one: getattr(one, "name", one))
def test_nonsense_in_an_address_breaks_no_page(
    address: Address, role: str, cast: Cast, client: Client
) -> None:
    """Seen failing on PostgreSQL with NUL left in `one_line`: the lists of tickets and courses broke."""
    if role != "anonymous":
        client.force_login(cast.person(role))
    url = reverse(address.name, kwargs=dict(address.arguments(cast)))

    answer = client.get(url, NONSENSE)
    answer.getvalue()  # a file is closed at its end
    assert answer.status_code == 200


def admin_addresses() -> list[str]:
    """Every address of the admin that takes no arguments."""
    admin = next(p for p in get_resolver().url_patterns if str(p.pattern) == ADMIN)
    found = {key for key in admin.reverse_dict if isinstance(key, str)}
    return sorted(found) + sorted(f"{space}:index" for space in admin.namespace_dict)


OPEN_IN_ADMIN = (
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
)


# Raises on purpose, for whoever has any right in the admin.
BREAKS_ON_PURPOSE = "wagtailadmin_error_test"


def opened_in_admin(client: Client) -> list[str]:
    """The names of the admin's addresses that answer."""
    opened = []
    for name in admin_addresses():
        if name in (*OPEN_IN_ADMIN, BREAKS_ON_PURPOSE):
            continue
        with suppress(NoReverseMatch):
            if client.get(reverse(name)).status_code == 200:
                opened.append(name)
    return opened


@pytest.mark.parametrize("role", ["anonymous", "requester", "coordinator", "agent"])
def test_the_admin_is_closed_to_those_without_its_right(
    cast: Cast, client: Client, role: str
) -> None:
    if role != "anonymous":
        client.force_login(cast.person(role))

    assert opened_in_admin(client) == []


def test_organisers_find_their_own_lists_in_the_admin(cast: Cast, client: Client) -> None:
    """They write courses there, with files and pictures; beside its frame nothing else opens."""
    client.force_login(cast.organiser)

    opened = [name for name in opened_in_admin(client) if not name.startswith("wagtailadmin_")]

    assert opened == [
        "competences:index", "funding_sources:index", "wagtaildocs:index", "wagtailimages:index",
    ]  # fmt: skip
    assert client.get(reverse("wagtailadmin_explore_root")).status_code == 302
