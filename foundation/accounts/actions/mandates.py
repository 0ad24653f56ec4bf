"""Mandates: one organisation lends another the right to act for it."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.actions.joining import locked
from foundation.accounts.links import absolute_url
from foundation.accounts.mails import send
from foundation.accounts.models import Mandate, Membership, Organisation, User
from foundation.accounts.permissions import may_coordinate


@transaction.atomic
def give_mandate(
    served: Organisation,
    *,
    by: User,
    serving: Organisation,
    legal_basis: str,
    scope: str = Mandate.Scope.ALL,
    valid_from: date,
    valid_to: date | None = None,
) -> Mandate:
    """Let members of `serving` act for `served`, which only `served` itself can grant."""
    if not may_coordinate(by, served):
        raise PermissionDenied(_("Only a coordinator of the served office may give a mandate."))
    office = locked(served)
    mandate = Mandate(
        serving=serving,
        served=office,
        legal_basis=legal_basis.strip(),
        scope=scope,
        valid_from=valid_from,
        valid_to=valid_to,
        given_by=by,
    )
    mandate.full_clean()
    if overlapping(mandate).exists():
        raise ValidationError(_("This organisation already has a mandate for part of this time."))
    mandate.save()
    _tell_serving(mandate)
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: User, at: datetime | None = None) -> Mandate:
    """End a mandate at once: the served office may, and so may the serving one."""
    at = at or timezone.now()
    if not (may_coordinate(by, mandate.served) or may_coordinate(by, mandate.serving)):
        raise PermissionDenied(_("Only a coordinator of one of the two offices may do this."))
    locked(mandate.served)
    mandate = Mandate.objects.select_related("serving", "served").get(pk=mandate.pk)
    if mandate.ended_at:
        raise ValidationError(_("This mandate has already ended."))
    mandate.ended_at, mandate.ended_by = at, by
    mandate.save(update_fields=["ended_at", "ended_by"])
    _tell_serving(mandate)
    return mandate


def overlapping(mandate: Mandate):
    """Other mandates of the same two for the same scope and a common day, not ended early."""
    same = Mandate.objects.filter(serving=mandate.serving, served=mandate.served, ended_at=None)
    if mandate.scope != Mandate.Scope.ALL:
        same = same.for_scope(mandate.scope)
    if mandate.valid_to:
        same = same.filter(valid_from__lte=mandate.valid_to)
    still = Q(valid_to=None) | Q(valid_to__gte=mandate.valid_from)
    return same.filter(still).exclude(pk=mandate.pk)


def _tell_serving(mandate: Mandate) -> None:
    for coordinator in Membership.objects.coordinators_of(mandate.serving).select_related("user"):
        url = absolute_url("accounts:offices", language=coordinator.user.language)
        context = {"mandate": mandate, "url": url}
        send("accounts/email/mandate", to=coordinator.user, context=context)
