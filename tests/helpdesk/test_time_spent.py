"""With whom a ticket spent its time, against a slow model that looks at every minute."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.calendars.working_time import ALWAYS_OPEN, OFFICE_HOURS, working_minutes
from helpdesk.time_spent import WHOSE, Stand, TimeSpent, time_spent
from tests.helpdesk.factories import warsaw

STATUSES = ("new", "open", "pending", "on_hold", "resolved", "closed")
START = datetime(2026, 10, 23, 10, tzinfo=UTC)  # two days before the clocks change
MINUTE = timedelta(minutes=1)


def test_each_side_has_its_own_sum() -> None:
    history = [
        Stand(warsaw(2026, 11, 16, 8), "new"),
        Stand(warsaw(2026, 11, 16, 9), "open"),
        Stand(warsaw(2026, 11, 16, 10), "pending"),
        Stand(warsaw(2026, 11, 17, 8), "on_hold"),
        Stand(warsaw(2026, 11, 18, 8), "open"),
        Stand(warsaw(2026, 11, 18, 8, 30), "resolved"),
    ]

    until = warsaw(2026, 11, 30)
    working = time_spent(history, until=until, calendar=OFFICE_HOURS)

    assert working == TimeSpent(us=150, requester=360, others=480)
    assert time_spent(history, until=until) == TimeSpent(us=150, requester=1320, others=1440)


def test_no_history_is_no_time() -> None:
    assert time_spent([], until=START) == TimeSpent()


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Stand], datetime]:
    moment, history = START, []
    for _ in range(draw(st.integers(0, 6))):
        history.append(Stand(moment, draw(st.sampled_from(STATUSES))))
        moment += MINUTE * draw(st.integers(0, 2000))
    return history, START + MINUTE * draw(st.integers(0, 6000))


@settings(max_examples=60)
@given(histories(), st.sampled_from([ALWAYS_OPEN, OFFICE_HOURS]))
def test_it_agrees_with_a_look_at_every_minute(given_history, calendar) -> None:
    """Fails when the end of a stay is not cut at `until`, or a finished stay counts for somebody."""
    history, until = given_history
    sums = {"us": 0, "requester": 0, "others": 0}
    if history:
        moment = history[0].at
        while moment < until:
            status = [stand.status for stand in history if stand.at <= moment][-1]
            if side := WHOSE.get(status):
                sums[side] += working_minutes(moment, moment + MINUTE, calendar)
            moment += MINUTE

    assert time_spent(history, until=until, calendar=calendar) == TimeSpent(**sums)


@settings(max_examples=60)
@given(histories(), st.integers(0, 6000))
def test_later_moments_never_take_time_away(given_history, more: int) -> None:
    history, until = given_history
    now = time_spent(history, until=until)
    later = time_spent(history, until=until + MINUTE * more)

    for side in ("us", "requester", "others"):
        assert getattr(now, side) <= getattr(later, side)
    assert later.total - now.total <= more
