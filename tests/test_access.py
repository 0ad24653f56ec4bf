"""Who gets what, over the whole resolver: an address without a row fails, and so does a wrong answer."""

from contextlib import suppress

import pytest
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
    got, promised = {}, {}
    for role in Cast.ROLES:
        client.logout()
        if role != "anonymous":
            client.force_login(cast.person(role))
        url = reverse(address.name, kwargs=dict(address.arguments(cast)))
        answer = getattr(client, address.method)(url, dict(address.data))
        answer.getvalue()  # reads a file to its end, so that it is closed
        got[role] = answer.status_code
        promised[role] = address.expected(role)
    assert got == promised


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


@pytest.mark.parametrize("role", ["anonymous", "requester", "coordinator", "agent", "organiser"])
def test_the_admin_is_closed_to_those_without_its_right(
    cast: Cast, client: Client, role: str
) -> None:
    if role != "anonymous":
        client.force_login(cast.person(role))
    opened = []
    for name in admin_addresses():
        with suppress(NoReverseMatch):
            if name not in OPEN_IN_ADMIN and client.get(reverse(name)).status_code == 200:
                opened.append(name)
    assert opened == []
