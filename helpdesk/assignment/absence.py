"""Being away: who stands in, and what becomes of open tickets."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from helpdesk import permissions
from helpdesk.actions.bulk import write_down
from helpdesk.models import Absence, BulkChange, Queue, Ticket


@transaction.atomic
def plan_absence(
    *, user: User, starts_on: date, ends_on: date, by: User, deputy: User | None = None
) -> Absence:
    """Write down that an agent will be away; for themselves, or by one who runs the queues."""
    _refuse_other(user, by=by)
    if deputy and not Queue.objects.served_by(deputy).filter(members__user=user).exists():
        raise ValidationError(
            {"deputy": _("%(name)s answers none of these queues.") % {"name": deputy}}
        )
    absence = Absence(user=user, deputy=deputy, starts_on=starts_on, ends_on=ends_on)
    absence.full_clean()
    overlapping = Absence.objects.select_for_update().filter(user=user)
    if overlapping.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise ValidationError(_("There is already an absence within these days."))
    absence.save()
    return absence


def end_absence(absence: Absence, *, by: User) -> None:
    """Take an absence back, planned or running."""
    _refuse_other(absence.user, by=by)
    absence.delete()


def hand_over_open(*, user: User, to: User, by: User, at: datetime | None = None) -> BulkChange:
    """Write down that the open tickets of `user` go to `to`, as any change of many tickets.

    So each goes by itself, those of queues that `to` does not answer stay with the reason, and all
    of it can be taken back. However many they are: what is due first goes first, the worker does
    what the request does not.
    """
    _refuse_other(user, by=by)
    theirs = Ticket.objects.open().filter(assignee=user)
    by_deadline = theirs.order_by(F("next_due_at").asc(nulls_last=True), "pk")
    keys = list(by_deadline.values_list("pk", flat=True))
    if not keys:
        raise ValidationError(_("%(name)s has no open tickets.") % {"name": user})
    return write_down(keys, by=by, what=BulkChange.What.ASSIGN, value=str(to.pk), at=at)


def _refuse_other(user: User, *, by: User) -> None:
    """One plans one's own absence as staff; those who run the queues plan anybody's."""
    runs_queues = by.has_role(Role.SUPERVISOR, Role.ADMINISTRATOR)
    if not permissions.user_is_staff(by) or not (by == user or runs_queues):
        raise PermissionDenied
    if not permissions.user_is_staff(user):
        raise ValidationError({"user": _("%(name)s answers no queue.") % {"name": user}})
