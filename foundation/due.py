"""Due work as state rows: claimed under a lease, retried with growing pauses, parked with a reason.

A row of due work is a promise that survives restarts. A worker claims rows whose `next_try_at` has
come, holds them until `leased_until`, and marks each done, to be retried, or parked. What a killed
worker had leased becomes due again when the lease ends, so every step must be idempotent.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)


class DueQuerySet(models.QuerySet):
    def due(self, at: datetime) -> Self:
        """Rows whose moment has come and that no living worker holds."""
        return self.filter(
            models.Q(leased_until=None) | models.Q(leased_until__lte=at),
            state=DueWork.State.DUE,
            next_try_at__lte=at,
        )

    def parked(self) -> Self:
        return self.filter(state=DueWork.State.PARKED)

    def claim(
        self, *, at: datetime, limit: int, lease: timedelta = LEASE
    ) -> Sequence[models.Model]:
        """Lease up to `limit` due rows, oldest first, to this worker alone, and return them.

        Looks without a lock first: an idle worker, which asks every second, holds up no writer.
        """
        if not self.due(at).exists():
            return []
        skips = connection.features.has_select_for_update_skip_locked
        with transaction.atomic():
            due = self.due(at).order_by("next_try_at", "pk")
            # The due rows alone: what they are read with is not ours, and may be missing.
            rows = list(due.select_for_update(skip_locked=skips, of=("self",))[:limit])
            for row in rows:
                row.leased_until = at + lease
                row.attempts += 1
            self.model._default_manager.bulk_update(rows, ["leased_until", "attempts"])
        return rows


class DueWork(models.Model):
    class State(models.TextChoices):
        DUE = "due", _("waiting")
        DONE = "done", _("done")
        PARKED = "parked", _("set aside")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DUE)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), default=timezone.now)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = DueQuerySet.as_manager()

    class Meta:
        abstract = True
        # Read by the worker's sweep, every second.
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(state="due"),
                name="%(app_label)s_%(class)s_due",
            )
        ]

    def mark_done(self) -> None:
        self.state, self.leased_until, self.reason = self.State.DONE, None, ""
        self.save(update_fields=["state", "leased_until", "reason"])

    def retry(self, *, at: datetime, reason: str) -> None:
        """Try again later: after 1, 2, 4 … minutes, at most six hours."""
        pause = min(FIRST_PAUSE * 2 ** min(max(self.attempts - 1, 0), 10), LONGEST_PAUSE)
        self.next_try_at, self.leased_until, self.reason = at + pause, None, reason
        self.save(update_fields=["next_try_at", "leased_until", "reason"])

    def park(self, *, reason: str) -> None:
        """Set aside with a reason, until a person retries or discards it."""
        self.state, self.leased_until, self.reason = self.State.PARKED, None, reason
        self.save(update_fields=["state", "leased_until", "reason"])
