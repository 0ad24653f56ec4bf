"""What goes together and what clashes, on plain values."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.assessment.rating_merge import UNITS, merge

BASE = {"result": "", "reason": "", "comment": "a", "responsible_id": None, "due_on": None}
WORDS = st.sampled_from(["", "a", "b"])
VALUES = st.fixed_dictionaries(dict.fromkeys(BASE, WORDS))


def test_different_fields_go_together() -> None:
    theirs, mine = {**BASE, "comment": "theirs"}, {**BASE, "due_on": "2026-12-01"}

    merged = merge(BASE, theirs, mine)

    assert merged.values == {**BASE, "comment": "theirs", "due_on": "2026-12-01"}
    assert merged.beside == {}


def test_the_same_field_stays_and_mine_is_kept_beside() -> None:
    merged = merge(BASE, {**BASE, "comment": "theirs"}, {**BASE, "comment": "mine"})

    assert merged.values == {**BASE, "comment": "theirs"}
    assert merged.beside == {"comment": "mine"}


def test_the_same_change_is_no_clash() -> None:
    changed = {**BASE, "comment": "both"}

    assert merge(BASE, changed, changed).is_clean


def test_a_reason_never_stands_under_a_rating_it_was_not_written_for() -> None:
    """Seen failing with `reason` as a unit of its own: "met" with a reason why it does not apply."""
    theirs = {**BASE, "result": "met"}
    mine = {**BASE, "result": "not_applicable", "reason": "no cloud"}

    merged = merge(BASE, theirs, mine)

    assert merged.values == theirs
    assert merged.beside == {"result": "not_applicable", "reason": "no cloud"}


@given(base=VALUES, theirs=VALUES, mine=VALUES)
def test_every_written_word_is_stored_or_kept(base: dict, theirs: dict, mine: dict) -> None:
    """Seen failing with the later one winning: theirs is neither stored nor kept."""
    merged = merge(base, theirs, mine)

    for unit in UNITS:
        was, stored, written = ([one[name] for name in unit] for one in (base, theirs, mine))
        result = [merged.values[name] for name in unit]
        if stored != was:
            assert result == stored
        if written != was:
            assert written in (result, [merged.beside.get(name) for name in unit])
