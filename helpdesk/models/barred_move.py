from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helpdesk.models.queue import Queue
from helpdesk.models.ticket import Status


class BarredMoveQuerySet(models.QuerySet):
    def following(self, queue: Queue, status: str) -> Self:
        """What may not follow `status` in `queue`."""
        return self.filter(queue=queue, from_status=status)


class BarredMove(models.Model):
    """A change of status that agents of one queue may not make.

    Rows only take away from `helpdesk.transitions.ALLOWED`, so that no setting can lead a ticket
    where it could not come back from. Requesters and the system itself are not bound.
    """

    queue = models.ForeignKey(
        Queue, models.CASCADE, related_name="barred_moves", verbose_name=_("queue")
    )
    from_status = models.CharField(_("from"), max_length=10, choices=Status)
    to_status = models.CharField(_("to"), max_length=10, choices=Status)

    objects = BarredMoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("barred change of status")
        verbose_name_plural = _("barred changes of status")
        ordering = ["queue", "from_status", "to_status"]
        constraints = [
            models.UniqueConstraint(
                fields=["queue", "from_status", "to_status"],
                name="helpdesk_barredmove_once",
                violation_error_message=_("This change is already barred in this queue."),
            ),
            models.CheckConstraint(
                condition=~Q(from_status=F("to_status")),
                name="helpdesk_barredmove_changes_something",
                violation_error_message=_("Choose two different statuses."),
            ),
            # One who answers must always be able to take a ticket up again.
            models.CheckConstraint(
                condition=~Q(to_status="open"),
                name="helpdesk_barredmove_leaves_a_way_back",
                violation_error_message=_("Taking a ticket up again cannot be barred."),
            ),
        ]

    def __str__(self) -> str:
        moves = f"{self.get_from_status_display()} → {self.get_to_status_display()}"
        return f"{self.queue}: {moves}"
