"""Figures from facts, in plain values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.tiles import TILES, shade
from helpdesk.reports.figures import Step, kept_share, percentile, steps
from helpdesk.reports.pictures import LABEL_ROOM, columns, flow
from tests.helpdesk.factories import warsaw


@pytest.mark.parametrize(
    ("values", "median", "p90"),
    [
        ([], None, None),
        ([7], 7, 7),
        ([1, 2], 1, 2),
        ([30, 10, 20], 20, 30),
        (list(range(1, 11)), 5, 9),
        (list(range(1, 101)), 50, 90),
    ],
)
def test_median_and_ninetieth(values: list[int], median: int | None, p90: int | None) -> None:
    assert (percentile(values, 50), percentile(values, 90)) == (median, p90)


@given(st.lists(st.integers(0, 1000), min_size=1), st.integers(1, 100))
def test_a_percentile_is_a_value_that_enough_do_not_exceed(values: list[int], share: int) -> None:
    found = percentile(values, share)

    assert found in values
    assert sum(value <= found for value in values) >= len(values) * share / 100
    assert sum(value < found for value in values) < len(values) * share / 100


def test_a_promise_that_still_runs_is_neither_kept_nor_broken() -> None:
    assert kept_share([True, False, False, None]) == 67
    assert kept_share([None]) is None


def test_days_of_a_short_period_over_the_change_of_the_clock() -> None:
    opened = [warsaw(2026, 10, 24, 23, 30), warsaw(2026, 10, 25, 2, 30), warsaw(2026, 10, 26, 0, 5)]

    found = steps(opened, opened[:1], since=warsaw(2026, 10, 24), until=warsaw(2026, 10, 26, 12))

    assert found == [
        Step(date(2026, 10, 24), 1, 1),
        Step(date(2026, 10, 25), 1, 0),
        Step(date(2026, 10, 26), 1, 0),
    ]


def test_weeks_of_a_long_period_begin_on_mondays() -> None:
    found = steps([warsaw(2026, 11, 16)], [], since=warsaw(2026, 8, 20), until=warsaw(2026, 11, 18))

    assert {step.begins_on.weekday() for step in found} == {0}
    assert found[-1] == Step(date(2026, 11, 16), 1, 0)
    assert len(found) == 14


def test_labels_of_two_lines_that_end_together_stand_apart() -> None:
    came, went = flow([Step(date(2026, 11, 1), 3, 1), Step(date(2026, 11, 2), 5, 5)])

    assert abs(came.end - went.end) == pytest.approx(LABEL_ROOM)


def test_a_picture_of_nothing_is_a_picture() -> None:
    assert flow([])[0].lines == []
    assert [bar.value for bar in columns(["a", "b"], [0, 0])] == [0, 0]
    assert [shade(0, 0), shade(1, 100), shade(100, 100)] == [0, 1, 4]
    assert len(set(TILES.values())) == len(TILES) == 16
