"""Which figures may be shown: properties of any table."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.assessment.suppression import LEAST, Split, rows_to_show, summed

SPLITS = st.builds(Split, st.integers(0, 14), st.integers(0, 14))
TABLES = st.dictionaries(st.sampled_from(("02", "04", "06", "08", "10", "12")), SPLITS)


@given(rows=TABLES)
def test_only_rows_of_five_on_either_side_are_shown(rows: dict[str, Split]) -> None:
    """Seen failing with the total of a row asked instead of each side."""
    for name in rows_to_show(rows):
        assert min(rows[name].fulfilled, rows[name].gaps) >= LEAST


@given(rows=TABLES)
def test_the_sum_tells_nothing_of_hidden_rows(rows: dict[str, Split]) -> None:
    """What an outsider computes, the sum less what is shown, is safe itself.

    Seen failing without the loop that hides more: one hidden row was the sum less the others.
    """
    shown = rows_to_show(rows)
    rest = summed(split for name, split in rows.items() if name not in shown)

    assert not shown or rest.total == 0 or rest.is_safe


@given(rows=TABLES)
def test_nothing_is_hidden_without_need(rows: dict[str, Split]) -> None:
    if rows and all(split.is_safe for split in rows.values()):
        assert rows_to_show(rows) == set(rows)


def test_a_lonely_small_row_takes_the_smallest_neighbour_with_it() -> None:
    rows = {"02": Split(9, 9), "04": Split(6, 5), "06": Split(1, 2)}

    assert rows_to_show(rows) == {"02"}


def test_where_all_say_the_same_nothing_is_shown() -> None:
    assert rows_to_show({"02": Split(20, 0), "04": Split(20, 20)}) == set()
