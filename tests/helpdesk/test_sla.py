"""Deadlines from a level and a history, in plain values."""

from helpdesk.sla import CALENDARS, Level, Moment, deadlines, paused_since, pauses
from tests.helpdesk.factories import warsaw

FOUR_AND_SIXTEEN_HOURS = Level(CALENDARS["office"], 240, 960)


def test_opened_out_of_hours_counts_from_the_morning() -> None:
    found = deadlines(FOUR_AND_SIXTEEN_HOURS, opened_at=warsaw(2026, 11, 16, 20), history=[])

    assert found.first_response.due_at == warsaw(2026, 11, 17, 11, 30)
    assert found.resolution.due_at == warsaw(2026, 11, 18, 15, 30)


def test_the_independence_day_is_no_working_day() -> None:
    found = deadlines(FOUR_AND_SIXTEEN_HOURS, opened_at=warsaw(2026, 11, 10, 14, 20), history=[])

    assert found.first_response.due_at == warsaw(2026, 11, 12, 10, 20)


def test_a_pause_moves_the_resolution_and_an_answered_first_response_stays() -> None:
    history = [
        Moment(warsaw(2026, 11, 16, 8), False),
        Moment(warsaw(2026, 11, 16, 10), True),
        Moment(warsaw(2026, 11, 17, 10), False),
    ]

    found = deadlines(
        FOUR_AND_SIXTEEN_HOURS,
        opened_at=warsaw(2026, 11, 16, 8),
        history=history,
        first_responded_at=warsaw(2026, 11, 16, 10),
    )

    assert found.first_response.due_at == warsaw(2026, 11, 16, 12)
    assert found.resolution.due_at == warsaw(2026, 11, 19, 8)


def test_a_pause_before_the_first_response_moves_it() -> None:
    history = [
        Moment(warsaw(2026, 11, 16, 8), False),
        Moment(warsaw(2026, 11, 16, 9), True),
        Moment(warsaw(2026, 11, 16, 11), False),
    ]

    found = deadlines(FOUR_AND_SIXTEEN_HOURS, opened_at=warsaw(2026, 11, 16, 8), history=history)

    assert found.first_response.due_at == warsaw(2026, 11, 16, 14)


def test_a_pause_that_lasts_moves_nothing_yet() -> None:
    history = [Moment(warsaw(2026, 11, 16, 8), False), Moment(warsaw(2026, 11, 16, 9), True)]

    assert pauses(history) == []
    assert paused_since(history) == warsaw(2026, 11, 16, 9)


def test_pauses_on_end_count_as_one() -> None:
    history = [
        Moment(warsaw(2026, 11, 16, 9), True),
        Moment(warsaw(2026, 11, 16, 10), True),
        Moment(warsaw(2026, 11, 16, 11), False),
    ]

    assert pauses(history) == [(warsaw(2026, 11, 16, 9), warsaw(2026, 11, 16, 11))]


def test_day_and_night_is_twenty_four_hours() -> None:
    level = Level(CALENDARS["always"], 60, 24 * 60)

    found = deadlines(level, opened_at=warsaw(2026, 11, 14, 20), history=[])

    assert found.resolution.due_at == warsaw(2026, 11, 15, 20)
