"""Do due work, scheduled jobs and Wagtail's own tasks until stopped."""

import signal
import threading
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from config.due_work import run_schedule, run_sweeps
from config.sweeps import SCHEDULE, SWEEPS

PAUSE = timedelta(seconds=1)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")

    def handle(self, *args: object, once: bool, **options: object) -> None:
        stop = threading.Event()
        if not once:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: stop.set())
        tasks = self._task_worker()
        while not stop.is_set():
            handled = self._tick(tasks)
            if once and not handled:
                return
            if not handled:
                stop.wait(PAUSE.total_seconds())

    def _tick(self, tasks: TaskWorker) -> int:
        """Do everything that is due now; return the rows handled."""
        close_old_connections()
        now = timezone.now()
        try:
            handled = run_sweeps(SWEEPS, at=now) + run_schedule(SCHEDULE, at=now)
            tasks.run()
        except OperationalError as error:  # the database is away: wait for it, do not die
            self.stderr.write(f"database: {error}")
            return 0
        return handled

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
