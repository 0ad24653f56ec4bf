"""Sweeps and schedules: what the worker runs, and when."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.due_work import LEASE, Daily, run_schedule, run_sweeps
from config.models import ScheduledRun
from config.sweeps import BESIDE, LONG, SCHEDULE, SWEEPS

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)  # 12:00 in Poland


def daily(ran: list[datetime], hour: int = 6) -> Daily:
    return Daily("report", time(hour, 0), lambda *, at: ran.append(at))


def test_a_failing_sweep_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    def broken(*, at: datetime) -> int:
        raise RuntimeError("engine away")

    def working(*, at: datetime) -> int:
        return 3

    assert run_sweeps([broken, working], at=NOON) == 3
    assert [record.message for record in caplog.records] == ["sweep broken failed"]


def test_a_daily_job_runs_once_a_slot() -> None:
    ran = []
    job = daily(ran)

    counts = [run_schedule([job], at=NOON + timedelta(seconds=n)) for n in range(3)]

    assert (counts, ran) == ([1, 0, 0], [NOON])


def test_only_the_newest_missed_slot_is_made_up() -> None:
    ran = []
    job = daily(ran)
    run_schedule([job], at=NOON)

    run_schedule([job], at=NOON + timedelta(days=5))

    assert len(ran) == 2


def test_the_slot_before_its_hour_is_yesterdays() -> None:
    run_schedule([daily([], hour=18)], at=NOON)

    assert ScheduledRun.objects.get().slot == datetime(2026, 11, 19, 17, 0, tzinfo=UTC)


def test_a_slot_is_a_wall_time_across_the_clock_change() -> None:
    before = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)

    slots = [daily([]).slot(before + timedelta(days=n)) for n in (0, 1)]

    assert [slot.astimezone(UTC).hour for slot in slots] == [4, 5]


def test_a_failed_or_killed_job_runs_again_when_its_lease_ends() -> None:
    ran = []

    def fails_once(*, at: datetime) -> None:
        ran.append(at)
        if len(ran) == 1:
            raise RuntimeError("disk full")

    job = Daily("report", time(6, 0), fails_once)
    counts = [run_schedule([job], at=NOON + pause) for pause in (timedelta(0), LEASE / 2, LEASE)]

    assert (counts, len(ran)) == ([0, 0, 1], 2)


def test_an_idle_second_costs_few_queries_and_no_lock() -> None:
    """Seen failing with `claim` that locks before it looks, and with a query for each job."""
    at = timezone.now()
    run_schedule(SCHEDULE, at=at)
    run_sweeps((*SWEEPS, *BESIDE, *LONG), at=at)

    with CaptureQueriesContext(connection) as asked:
        run_schedule(SCHEDULE, at=at)
        run_sweeps((*SWEEPS, *BESIDE, *LONG), at=at)

    statements = [query["sql"] for query in asked]
    assert [sql for sql in statements if sql.startswith(("SAVEPOINT", "BEGIN"))] == []
    assert len(statements) <= len(SWEEPS) + len(BESIDE) + len(LONG) + 5
