"""Solutions and calls for funding in the search: exactly those find them who may read them."""

import pytest
from django.test import Client

from foundation.search.indexing import audience_indexes
from knowledge.solution_index import FundingCallIndex
from tests.cast import Cast
from tests.knowledge.solutions.factories import make_call, make_solution
from tests.search.rights import readers, seers


@pytest.mark.parametrize("label", ["knowledge.solution", "knowledge.fundingcall"])
def test_search_finds_what_the_reading_rule_shows(cast: Cast, label: str) -> None:
    make = make_solution if label.endswith("solution") else make_call
    make()
    make(is_published=False)
    people = [cast.person(role) for role in Cast.ROLES]
    index = audience_indexes()[label]

    assert readers(index, people) == seers(index, people)
    assert len(seers(index, [cast.requester, cast.editor])) == 3


def test_what_is_over_is_said_to_be(cast: Cast, client: Client) -> None:
    index = FundingCallIndex()

    assert index.is_replaced(make_call(closes_in=-1))
    assert not index.is_replaced(make_call())
    assert not index.is_replaced(make_call(closes_in=None))
