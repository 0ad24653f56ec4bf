"""Legal acts, their units and what these ask over time."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from knowledge.actions.content import write_change
from knowledge.actions.reviews import open_reviews
from knowledge.models import Change, Provision, ProvisionPeriod
from knowledge.permissions import may_write


def add_period(
    provision: Provision,
    *,
    by: User,
    gist: str,
    valid_from: date,
    valid_to: date | None = None,
    at: datetime | None = None,
) -> ProvisionPeriod:
    """Record what `provision` asks between two days, both included; unchecked until a person checks it.

    Raises ValidationError where a day would fall into two periods.
    """
    if not may_write(by):
        raise PermissionDenied
    with transaction.atomic():
        Provision.objects.select_for_update().get(pk=provision.pk)
        period = ProvisionPeriod(
            provision=provision, gist=gist, valid_from=valid_from, valid_to=valid_to
        )
        period.full_clean()
        period.save()
        note_provision_change(provision, at=at)
    return period


def continue_provision(
    old: Provision, *, new: Provision, by: User, on: date, at: datetime | None = None
) -> ProvisionPeriod:
    """Let `new` carry the duty of `old` from the day `on`: the old period ends the day before.

    Old citations stay true for their dates: nothing of `old` changes but its end. KRI 2012 § 20 → KRI 2024
    § 19 is the case in point. Raises ValidationError where `old` has no period that reaches the day before.
    """
    if not may_write(by):
        raise PermissionDenied
    with transaction.atomic():
        Provision.objects.select_for_update().get(pk=old.pk)
        period = ProvisionPeriod.objects.filter(provision=old).on(on - timedelta(days=1)).first()
        if period is None:
            raise ValidationError(_("The old provision is not in force on the day before."))
        period.valid_to, period.continued_by = on - timedelta(days=1), new
        period.full_clean()
        period.save()
        note_provision_change(old, at=at)
        write_change(Change.Verb.PROVISION_CHANGED, new, at=at)
    return period


def check_period(period: ProvisionPeriod, *, by: User, on: date) -> ProvisionPeriod:
    """Record that a person compared this period with the journal on the day `on`."""
    if not may_write(by):
        raise PermissionDenied
    with transaction.atomic():
        period = ProvisionPeriod.objects.select_for_update().get(pk=period.pk)
        period.checked_on, period.checked_by = on, by
        period.save(update_fields=["checked_on", "checked_by"])
    return period


def note_provision_change(provision: Provision, *, at: datetime | None = None) -> None:
    """Prove under a lock that no two periods of `provision` share a day, then let everybody hear of it.

    Writes the change for the floors above, and opens a review of everything that rests on the provision.

    Call inside the transaction that wrote its periods; raises ValidationError, which undoes it.
    """
    Provision.objects.select_for_update().get(pk=provision.pk)
    periods = list(ProvisionPeriod.objects.filter(provision=provision).order_by("valid_from"))
    if any(overlap(first, second) for first, second in pairwise(periods)):
        raise ValidationError(_("Two periods of this provision share a day."))
    write_change(Change.Verb.PROVISION_CHANGED, provision, at=at)
    open_reviews(provision, at=at)


def overlap(first: ProvisionPeriod, second: ProvisionPeriod) -> bool:
    """Do two periods, the earlier one first, share a day?"""
    return first.valid_to is None or second.valid_from <= first.valid_to
