"""The catalogue: what is found in it, in which order, at what cost."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from tests.training.factories import make_course, make_enrolment, make_session
from tests.training.pages import page


def titles(client: Client, **query) -> list[str]:
    response = client.get(reverse("training:course_list"), query)
    return [course.slug for course in response.context["rows"]]


def test_catalogue_shows_the_next_dates_first(db: None, client: Client) -> None:
    make_session(make_course(slug="pozniej"), days=40)
    make_session(make_course(slug="wczesniej"), days=5)
    make_course(slug="bez-terminu")
    make_course(slug="szkic", live=False)

    assert titles(client) == ["wczesniej", "pozniej", "bez-terminu"]


def test_facets_narrow_the_catalogue(db: None, client: Client) -> None:
    online = make_session(make_course(slug="online", audience="it", kind="webinar"), capacity=1)
    make_session(make_course(slug="sala", audience="heads"), place="on_site", venue="Sala 1")
    make_course(slug="kazdy", kind="self_paced")
    make_enrolment(online)

    assert titles(client, place="online") == ["online"]
    assert titles(client, free="1") == ["sala"]
    assert titles(client, kind="webinar") == ["online"]
    assert titles(client, audience="it") == ["online", "kazdy"]  # for everybody counts
    assert titles(client, audience="it'; DROP TABLE") == ["online", "sala", "kazdy"]


@pytest.mark.parametrize("query", ["łódź", "Łódź", "łódź szkolenie", "protok"])
def test_search_by_word(db: None, client: Client, query: str) -> None:
    make_course(slug="a", title_pl="Łódź: szkolenie o protokołach")
    make_course(slug="b", title_pl="Coś innego", summary_pl="Inne.", outcomes_pl="")

    assert titles(client, q=query) == ["a"]


def test_nothing_found_says_what_to_do(db: None, client: Client) -> None:
    assert 'class="empty"' in page(client, "course_list", q="xyzzy")


def test_pages_of_the_catalogue_follow_each_other(db: None, client: Client) -> None:
    for days in range(1, 26):
        make_session(make_course(slug=f"k{days:02}"), days=days)

    first = client.get(reverse("training:course_list")).context
    second = client.get(reverse("training:course_list") + first["older_url"]).context

    found = [course.slug for context in (first, second) for course in context["rows"]]
    assert found == [f"k{days:02}" for days in range(1, 26)]


def _catalogue(size: int, cast: Cast) -> str:
    for _ in range(size):
        make_enrolment(make_session(make_course()))
    return reverse("training:course_list")


def _my_training(size: int, cast: Cast) -> str:
    for _ in range(size):
        make_enrolment(make_session(), cast.trainee)
    return reverse("training:my_enrolments")


def _organise(size: int, cast: Cast) -> str:
    for _ in range(size):
        make_enrolment(make_session())
    return reverse("training:organise")


@pytest.mark.parametrize(
    ("role", "make"),
    [
        ("anonymous", _catalogue),
        ("trainee", _catalogue),
        ("trainee", _my_training),
        ("organiser", _organise),
    ],
)
def test_lists_cost_the_same_for_one_and_twenty_rows(
    cast: Cast, client: Client, role: str, make: Callable[[int, Cast], str]
) -> None:
    if role != "anonymous":
        client.force_login(cast.person(role))
    client.get(make(1, cast))
    counts = []
    for more in (0, 19):
        url = make(more, cast)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 12
