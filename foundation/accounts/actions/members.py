"""Members of an office: ending an account, making and unmaking coordinators."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.actions.joining import locked
from foundation.accounts.links import absolute_url
from foundation.accounts.mails import send
from foundation.accounts.models import Membership, User
from foundation.accounts.permissions import may_coordinate, may_end_membership


class LastCoordinator(ValidationError):
    """The act would leave the office without a coordinator; it needs `confirmed=True`."""


@transaction.atomic
def end_membership(
    membership: Membership, *, by: User, confirmed: bool = False, at: datetime | None = None
) -> Membership:
    """End an account in an office: one's own, or that of a member of an office one looks after."""
    at = at or timezone.now()
    if not may_end_membership(by, membership):
        raise PermissionDenied(_("Only a coordinator of this office may do this."))
    membership = _locked_active(membership, states=("active", "requested"))
    if membership.is_coordinator and not confirmed:
        _warn_if_last(membership)
    membership.state, membership.is_coordinator = Membership.State.ENDED, False
    membership.ended_at, membership.ended_by = at, by
    membership.save()
    if membership.user_id != by.pk:
        _tell(membership, "ended")
    return membership


@transaction.atomic
def appoint_coordinator(membership: Membership, *, by: User) -> Membership:
    """Make a member a coordinator of the office."""
    membership = _for_coordinator(membership, by=by)
    membership.is_coordinator = True
    membership.save(update_fields=["is_coordinator"])
    _tell(membership, "appointed")
    return membership


@transaction.atomic
def dismiss_coordinator(membership: Membership, *, by: User, confirmed: bool = False) -> Membership:
    """Make a coordinator an ordinary member."""
    membership = _for_coordinator(membership, by=by)
    if not membership.is_coordinator:
        raise ValidationError(_("This person is not a coordinator."))
    if not confirmed:
        _warn_if_last(membership)
    membership.is_coordinator = False
    membership.save(update_fields=["is_coordinator"])
    _tell(membership, "dismissed")
    return membership


def _for_coordinator(membership: Membership, *, by: User) -> Membership:
    if not may_coordinate(by, membership.organisation):
        raise PermissionDenied(_("Only a coordinator of this office may do this."))
    return _locked_active(membership, states=("active",))


def _locked_active(membership: Membership, *, states: tuple[str, ...]) -> Membership:
    locked(membership.organisation)
    membership = Membership.objects.select_related("user", "organisation").get(pk=membership.pk)
    if membership.state not in states:
        raise ValidationError(_("This account has already ended or is not active yet."))
    return membership


def _warn_if_last(membership: Membership) -> None:
    others = Membership.objects.coordinators().filter(organisation=membership.organisation_id)
    if not others.exclude(pk=membership.pk).exists():
        raise LastCoordinator(
            _("%(office)s would be left without a coordinator: nobody could let people in or out.")
            % {"office": membership.organisation}
        )


def _tell(membership: Membership, news: str) -> None:
    url = absolute_url("accounts:offices", language=membership.user.language)
    context = {"membership": membership, "news": news, "url": url}
    send("accounts/email/membership_changed", to=membership.user, context=context)
