"""Lists by key: every row once and in order, forwards and back, whatever the address says."""

from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain

import pytest
from django.http import QueryDict

from foundation.accounts.models import User
from foundation.keyset import KeysetPage, keyset_page, page_of_list, query
from tests.factories import make_user

DAY = datetime(2026, 11, 10, tzinfo=UTC)
DAYS = (3, None, 1, 1, 2, None, 1, 3)  # of seven people: equal moments, and people without one


@pytest.fixture
def people(db: None) -> list[User]:
    """Eight people; when each was last here is what they are listed by."""
    return [
        make_user(last_login=DAY + timedelta(days=day) if day is not None else None) for day in DAYS
    ]


def in_order(people: list[User], ascending: bool) -> list[int]:
    dated = [person for person in people if person.last_login]
    dated.sort(key=lambda person: (person.last_login, person.pk), reverse=not ascending)
    blank = [person for person in people if not person.last_login]
    blank.sort(key=lambda person: person.pk, reverse=not ascending)
    return [person.pk for person in dated + blank]


def keys(page: KeysetPage) -> list[int]:
    return [row.pk for row in page.rows]


@pytest.mark.parametrize("ascending", [True, False])
@pytest.mark.parametrize("size", [1, 2, 3, 8, 9])
def test_walking_forwards_and_back_meets_every_row_once(
    people: list[User], size: int, ascending: bool
) -> None:
    """Seen failing with `pk` left out of the order, and with blanks left out on either way."""
    read = partial(
        keyset_page,
        User.objects.all(),
        field="last_login",
        size=size,
        ascending=ascending,
        has_blanks=True,
    )
    page = read(QueryDict())
    forwards = [keys(page)]
    while page.older:
        page = read(QueryDict(f"after={page.older}"))
        forwards.append(keys(page))
    backwards = [keys(page)]
    while page.newer:
        page = read(QueryDict(f"before={page.newer}"))
        backwards.append(keys(page))

    expected = in_order(people, ascending)
    assert forwards == [expected[start : start + size] for start in range(0, 8, size)]
    assert list(chain.from_iterable(reversed(backwards))) == expected


def test_a_field_without_blanks_is_ordered_by_its_own_index(people: list[User]) -> None:
    page = keyset_page(User.objects.all(), QueryDict(), field="email", size=3, ascending=True)

    assert keys(page) == [person.pk for person in sorted(people, key=lambda p: p.email)[:3]]


@pytest.mark.parametrize(
    "address",
    ["after=x", "after=-1", "before=", "after=0", "after=" + "9" * 30, "after=%00", "after=²"],
)
def test_a_key_that_is_none_shows_the_first_page(people: list[User], address: str) -> None:
    rows = User.objects.all()

    page = keyset_page(rows, QueryDict(address), field="pk", size=3)

    assert (keys(page), page.newer) == (sorted(keys(page), reverse=True), 0)
    assert keys(page)[0] == max(person.pk for person in people)


@pytest.mark.fault("B3")
def test_the_place_of_a_row_nobody_may_see_tells_nothing(people: list[User]) -> None:
    """Seen failing with the named row looked up among all rows of the model: its place was shown."""
    hidden, *_rest = people
    visible = User.objects.exclude(pk=hidden.pk)

    asked = keyset_page(visible, QueryDict(f"after={hidden.pk}"), field="pk", size=3)

    assert asked == keyset_page(visible, QueryDict(), field="pk", size=3)


def test_a_row_that_left_the_list_still_marks_the_place(people: list[User]) -> None:
    """Seen failing with `places` not read: after answering the last row one was back at the start."""
    gone = people[3]
    left = User.objects.exclude(pk=gone.pk)

    page = keyset_page(
        left, QueryDict(f"after={gone.pk}"), field="pk", size=2, places=User.objects.all()
    )

    assert keys(page) == [people[2].pk, people[1].pk]


def test_addresses_keep_what_the_list_keeps() -> None:
    page = KeysetPage(rows=[], older=7, newer=0)

    assert page.addresses() == {"older_url": "?after=7", "newer_url": ""}
    assert page.addresses(partial(query, show="past", q=""))["older_url"] == "?show=past&after=7"


@pytest.mark.parametrize(
    ("address", "rows", "older", "newer"),
    [
        ("", "abc", "c", 0),
        ("after=c", "def", "f", "d"),
        ("after=f", "g", 0, "g"),
        ("before=g", "def", "f", "d"),
        ("before=b", "abc", "c", 0),
        ("after=g", "", 0, 0),
        ("after=x", "abc", "c", 0),
    ],
)
def test_a_list_of_its_own_comes_in_the_same_pages(
    address: str, rows: str, older: str | int, newer: str | int
) -> None:
    page = page_of_list("abcdefg", QueryDict(address), key=str, size=3)

    assert page == KeysetPage(list(rows), older, newer)
