"""Sessions as hits of the search: by their course, place and day, within the reading rule."""

import pytest

from tests.cast import Cast
from tests.search.rights import readers, seers
from tests.training.factories import make_course, make_session
from training.search_indexes import SessionIndex


@pytest.mark.fault("B4")
def test_search_finds_the_sessions_that_their_rule_shows(cast: Cast) -> None:
    """Seen failing with an audience that leaves out the trainers."""
    make_session(state="open")
    make_session(make_course(live=False), state="open")
    taught = make_session(state="draft")
    taught.trainers.add(cast.agent)
    people = [cast.person(role) for role in Cast.ROLES]

    assert readers(SessionIndex(), people) == seers(SessionIndex(), people)


def test_a_session_says_when_and_where_and_whether_it_is_over(db: None) -> None:
    session = make_session(make_course(title_pl="Kopie"), place="on_site", venue="Sala 12")
    index = SessionIndex()

    document = index.document(session)
    session.state = "done"

    assert document.texts[0].title.startswith("Kopie – ")
    assert document.texts[0].body.startswith("Sala 12")
    assert (index.importance, index.document(session).importance) == (0.9, 0.9 * 0.3)
