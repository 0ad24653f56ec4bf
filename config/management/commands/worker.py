"""Do due work, scheduled jobs and Wagtail's own tasks until stopped."""

import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from config.due_work import run_schedule, run_sweeps
from config.sweeps import BESIDE, LONG, SCHEDULE, SWEEPS

PAUSE = timedelta(seconds=1)
PATIENCE = timedelta(seconds=3)  # at the end, for what is done beside
KEPT = timedelta(minutes=1)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")

    def handle(self, *args: object, once: bool, **options: object) -> None:
        tasks = self._task_worker()
        foremost = partial(self._tick, partial(self._do_foremost, tasks))
        beside = [partial(self._tick, partial(run_sweeps, sweeps)) for sweeps in (BESIDE, LONG)]
        if once:
            while foremost() + sum(work() for work in beside):
                pass
            return
        if connection.vendor == "sqlite":
            # Opening the file reads its whole schema; where there is a server, a pool keeps connections.
            connection.settings_dict["CONN_MAX_AGE"] = KEPT.total_seconds()
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        # Daemonic: what waits for a stalled server may be killed anywhere, and must not delay the end.
        companions = [
            threading.Thread(target=_until, args=(stop, work), daemon=True) for work in beside
        ]
        for companion in companions:
            companion.start()
        _until(stop, foremost)
        until = time.monotonic() + PATIENCE.total_seconds()
        for companion in companions:
            companion.join(max(0, until - time.monotonic()))

    def _do_foremost(self, tasks: TaskWorker, *, at: datetime) -> int:
        handled = run_sweeps(SWEEPS, at=at) + run_schedule(SCHEDULE, at=at)
        tasks.run()
        return handled

    def _tick(self, work: Callable[..., int]) -> int:
        """Do what is due now; return the rows handled."""
        close_old_connections()
        try:
            return work(at=timezone.now())
        except OperationalError as error:  # the database is away: wait for it, do not die
            self.stderr.write(f"database: {error}")
            return 0

    def _task_worker(self) -> TaskWorker:
        """Wagtail's tasks, in batches: `run` returns when none is ready."""
        return TaskWorker(
            queue_names=["default"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )


def _until(stop: threading.Event, tick: Callable[[], int]) -> None:
    """Go on while there is something to do, look again every second else."""
    while not stop.is_set():
        if not tick():
            stop.wait(PAUSE.total_seconds())
