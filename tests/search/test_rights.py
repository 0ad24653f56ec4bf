"""Nobody finds, counts or reads what they may not."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import Membership
from foundation.search.actions import mark_for_indexing
from foundation.search.indexing import audience_indexes
from foundation.search.lag import NAMED
from foundation.search.models import IndexChange
from foundation.search.questions import ask
from foundation.search.searching import Results, search
from foundation.search.spelling import meant
from foundation.search.suggesting import suggest
from foundation.search.tokens import tokens_of
from knowledge.models import StandardVersion, System
from tests.cast import Cast
from tests.factories import make_membership
from tests.search.factories import index_all, make_found_system, make_found_version
from tests.search.rights import readers, seers


def results(text: str, user, **options) -> Results:
    return search(ask(text), user=user, **options)


def urls(text: str, user) -> list[str]:
    return sorted(hit.url for hit in results(text, user).hits)


@pytest.mark.fault("B4")
@pytest.mark.parametrize("label", ["accounts.membership", "knowledge.standardversion"])
def test_tokens_say_what_the_reading_rule_says(any_engine, cast: Cast, label: str) -> None:
    """Seen failing with the audience of memberships without the office's coordinator."""
    make_found_version("projekt", state=StandardVersion.State.DRAFT)
    make_found_version("obowiązujący")
    people = [cast.person(role) for role in Cast.ROLES]
    index = audience_indexes()[label]

    assert readers(index, people) == seers(index, people)


@pytest.mark.fault("B4")
@pytest.mark.parametrize("role", Cast.ROLES)
def test_search_shows_and_counts_what_the_reading_rule_allows(
    any_engine, cast: Cast, role: str
) -> None:
    """Seen failing with every flag of `IndexReader._allowed` set: counts told of memberships."""
    Membership.objects.update(position="inspektor")
    for membership in Membership.objects.all():
        membership.save()
    index_all()
    person = cast.person(role)
    visible = Membership.objects.visible_to(person)

    found = results("inspektorzy", person)

    assert sorted(hit.url for hit in found.hits) == sorted(f"/membership/{m.pk}/" for m in visible)
    assert found.total == visible.count()
    kinds = [choice.count for facet in found.facets for choice in facet.choices]
    assert sum(kinds) == visible.count()


def test_a_lost_right_acts_at_once(any_engine, cast: Cast) -> None:
    index_all()
    own = Membership.objects.get(user=cast.coordinator)
    before = len(urls("Dobra", cast.coordinator))

    Membership.objects.filter(pk=own.pk).update(is_coordinator=False)  # passes no signal

    assert before > 1
    assert urls("Dobra", cast.coordinator) == [f"/membership/{own.pk}/"]


def test_what_changed_is_left_out_until_it_is_indexed(any_engine, cast: Cast) -> None:
    version = make_found_version("interoperacyjność")
    index_all()
    version.state = StandardVersion.State.DRAFT
    version.save()

    found = results("interoperacyjność", cast.anonymous)

    assert (found.hits, found.facets, found.total) == ([], [], 0)


@pytest.mark.fault("B4")
def test_what_changed_is_neither_suggested_nor_proposed_until_it_is_indexed(
    any_engine, cast: Cast
) -> None:
    """Seen failing with nothing `left_out` of suggestions and sightings."""
    system = make_found_system("Kwarcyt dawny", "kwarcytowy")
    index_all()
    before = meant("kwarcyd")
    System.objects.filter(pk=system.pk).update(name="Nowy", summary_pl="inny")
    mark_for_indexing([system])

    assert before == "kwarcyt"
    assert meant("kwarcyd") == ""
    assert suggest("kwarc", user=cast.anonymous) == []


def test_far_behind_no_word_is_proposed(any_engine) -> None:
    make_found_system("Kwarcyt")
    index_all()
    IndexChange.objects.mark(("knowledge.system", str(pk)) for pk in range(9_000, 9_001 + NAMED))

    assert meant("kwarcyd") == ""


def test_a_stale_index_shows_nothing_that_the_database_refuses(any_engine, cast: Cast) -> None:
    version = make_found_version("interoperacyjność")
    index_all()
    StandardVersion.objects.filter(pk=version.pk).update(state=StandardVersion.State.DRAFT)

    assert results("interoperacyjność", cast.anonymous).hits == []


@pytest.mark.fault("I12")
def test_drafts_are_found_only_by_those_who_write(any_engine, cast: Cast, client: Client) -> None:
    """Seen failing with the draft's audience public and `visible_queryset` unfiltered."""
    make_found_version("tajemnica", state=StandardVersion.State.DRAFT)
    index_all()

    counts = {role: results("tajemnica", cast.person(role)).total for role in Cast.ROLES}
    suggested = client.get(reverse("search:suggest"), {"q": "standard"}).json()

    writers = {"editor", "reviewer", "administrator"}
    assert {role for role, count in counts.items() if count} == writers
    assert suggested == {"suggestions": []}


@pytest.mark.fault("B11")
def test_restricted_text_is_found_and_shown_only_to_its_readers(any_engine, cast: Cast) -> None:
    """Seen failing with `restricted_tokens` of every person set to all tokens of the index."""
    make_found_system("ePUAP", "Skrzynka podawcza", state_note_pl="Hasło wyciekło na forum")
    index_all()

    by_note = {role: results("wyciek hasła", cast.person(role)).total for role in Cast.ROLES}
    by_name = results("skrzynka", cast.requester).hits[0].snippet
    for_agent = results("skrzynki", cast.agent).hits[0].snippet

    assert {role for role, count in by_note.items() if count} == {"agent", "other_agent"}
    assert by_name == "<mark>Skrzynka</mark> podawcza"
    assert for_agent == "Hasło wyciekło na forum <mark>Skrzynka</mark> podawcza"


def test_tokens_of_strangers_and_members(cast: Cast) -> None:
    make_membership(cast.requester, is_coordinator=True)

    assert tokens_of(cast.anonymous) == {"public"}
    assert {"public", "signed-in", f"user:{cast.agent.pk}", "role:agent"} <= tokens_of(cast.agent)
