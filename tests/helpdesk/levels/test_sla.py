"""Deadlines from a level and a history, in plain values."""

import pytest

from foundation.calendars.working_time import ALWAYS_OPEN, OFFICE_HOURS
from helpdesk import sla
from helpdesk.sla import (
    FIRST_RESPONSE,
    NEXT_RESPONSE,
    RESOLUTION,
    Course,
    Level,
    Moment,
    Scope,
    most_specific,
    paused_since,
    pauses,
)
from tests.helpdesk.factories import warsaw

FOUR_AND_SIXTEEN_HOURS = Level(OFFICE_HOURS, 240, 960)


def deadlines(level: Level, **course) -> dict:
    found = sla.deadlines(level, Course(**course))
    return {name: one.due_at for name, one in found.items()}


def test_opened_out_of_hours_counts_from_the_morning() -> None:
    found = deadlines(FOUR_AND_SIXTEEN_HOURS, opened_at=warsaw(2026, 11, 16, 20), history=[])

    assert found[FIRST_RESPONSE] == warsaw(2026, 11, 17, 11, 30)
    assert found[RESOLUTION] == warsaw(2026, 11, 18, 15, 30)


def test_the_independence_day_is_no_working_day() -> None:
    found = deadlines(FOUR_AND_SIXTEEN_HOURS, opened_at=warsaw(2026, 11, 10, 14, 20), history=[])

    assert found[FIRST_RESPONSE] == warsaw(2026, 11, 12, 10, 20)


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

    assert found[FIRST_RESPONSE] == warsaw(2026, 11, 16, 12)
    assert found[RESOLUTION] == warsaw(2026, 11, 19, 8)


def test_a_pause_before_the_first_response_moves_it() -> None:
    history = [
        Moment(warsaw(2026, 11, 16, 8), False),
        Moment(warsaw(2026, 11, 16, 9), True),
        Moment(warsaw(2026, 11, 16, 11), False),
    ]

    found = deadlines(FOUR_AND_SIXTEEN_HOURS, opened_at=warsaw(2026, 11, 16, 8), history=history)

    assert found[FIRST_RESPONSE] == warsaw(2026, 11, 16, 14)


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
    level = Level(ALWAYS_OPEN, 60, 24 * 60)

    found = deadlines(level, opened_at=warsaw(2026, 11, 14, 20), history=[])

    assert found[RESOLUTION] == warsaw(2026, 11, 15, 20)


def test_a_further_response_counts_from_the_question() -> None:
    level = Level(OFFICE_HOURS, 240, 4800, next_response_minutes=120)
    course = Course(
        opened_at=warsaw(2026, 11, 16, 8),
        first_responded_at=warsaw(2026, 11, 16, 9),
        unanswered_since=warsaw(2026, 11, 17, 15),
    )

    found = sla.deadlines(level, course)

    assert found[NEXT_RESPONSE].due_at == warsaw(2026, 11, 18, 9)
    assert sla.running(found, course) == NEXT_RESPONSE


def test_nobody_waits_so_the_resolution_runs() -> None:
    level = Level(OFFICE_HOURS, 240, 4800, next_response_minutes=120)
    course = Course(warsaw(2026, 11, 16, 8), first_responded_at=warsaw(2026, 11, 16, 9))

    found = sla.deadlines(level, course)

    assert [*found] == [FIRST_RESPONSE, RESOLUTION]
    assert sla.running(found, course) == RESOLUTION


def test_warnings_count_working_time() -> None:
    level = Level(OFFICE_HOURS, 240, 960, warn_at=(50, 80, 100))
    course = Course(warsaw(2026, 11, 10, 14, 30))

    assert sla.warnings(level, course, FIRST_RESPONSE) == {
        50: warsaw(2026, 11, 12, 8, 30),
        80: warsaw(2026, 11, 12, 9, 42),
        100: warsaw(2026, 11, 12, 10, 30),
    }


TICKET = Scope(category=1, queue=2, kind="fault", organisation_kind="gmina", priority="high")


@pytest.mark.parametrize(
    ("scopes", "place"),
    [
        ([], None),
        ([Scope(queue=3), Scope(kind="incident")], None),
        ([Scope(), Scope(priority="high")], 1),
        ([Scope(queue=2, priority="high"), Scope(queue=2)], 0),
        ([Scope(queue=2), Scope(kind="fault", priority="high")], 1),  # two beat one
        ([Scope(priority="high"), Scope(queue=2)], 1),  # one each: the queue comes first
        ([Scope(kind="fault", priority="high"), Scope(queue=2, priority="high")], 1),
        ([Scope(queue=2, kind="fault"), Scope(category=1, priority="high")], 1),
        ([Scope(organisation_kind="gmina"), Scope(kind="fault")], 1),
        ([Scope(queue=2, priority="low"), Scope()], 1),  # one that does not hold counts nothing
    ],
)
def test_the_most_specific_level_wins(scopes: list[Scope], place: int | None) -> None:
    assert most_specific(scopes, TICKET) == place
