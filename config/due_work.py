"""What the worker does: sweeps every second, scheduled jobs once a slot."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from config.models import ScheduledRun

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=30)


class Sweep(Protocol):
    """Handles due rows and returns how many; called every second, so it must be cheap when idle."""

    __name__: str

    def __call__(self, *, at: datetime) -> int: ...


@dataclass(frozen=True)
class Daily:
    """A job of every day, at a wall time of Poland."""

    name: str
    at: time
    run: Callable[..., object]

    def slot(self, now: datetime) -> datetime:
        """The newest moment not after `now` at which this job should have run."""
        local = timezone.localtime(now)
        today = local.replace(
            hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0, fold=0
        )
        return today if today <= local else today - timedelta(days=1)


def run_sweeps(sweeps: Sequence[Sweep], *, at: datetime) -> int:
    """Run each sweep once and return the rows handled; one that fails is logged, the others go on."""
    handled = 0
    for sweep in sweeps:
        try:
            handled += sweep(at=at)
        except Exception:
            logger.exception("sweep %s failed", sweep.__name__)
    return handled


def run_schedule(jobs: Sequence[Daily], *, at: datetime) -> int:
    """Run each job whose newest slot has not been done; older missed slots are not made up.

    A job that fails, or whose worker dies, runs again when its lease ends: jobs are idempotent.
    """
    ran = 0
    slots = {job: job.slot(at) for job in jobs}
    done = _done_since(min(slots.values(), default=at))
    for job, slot in slots.items():
        run = None if (job.name, slot) in done else _take_slot(job.name, slot, at=at)
        if run is None:
            continue
        try:
            job.run(at=at)
        except Exception:
            logger.exception("scheduled job %s failed", job.name)
            continue
        run.finished_at = timezone.now()
        run.save(update_fields=["finished_at"])
        ran += 1
    return ran


def _done_since(slot: datetime) -> set[tuple[str, datetime]]:
    """Every slot done, by the name of its job: one query a second, however many jobs there are."""
    done = ScheduledRun.objects.filter(slot__gte=slot, finished_at__isnull=False)
    return set(done.values_list("name", "slot"))


def _take_slot(name: str, slot: datetime, *, at: datetime) -> ScheduledRun | None:
    """Lease the slot to this worker, or return None when it is done or another worker has it."""
    with transaction.atomic():
        run, is_new = ScheduledRun.objects.select_for_update().get_or_create(
            name=name, slot=slot, defaults={"leased_until": at + LEASE}
        )
        if not is_new and (run.finished_at or run.leased_until > at):
            return None
        run.leased_until = at + LEASE
        run.save(update_fields=["leased_until"])
    return run
