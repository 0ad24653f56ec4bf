"""Asking to join an office by its mail domain, and the coordinator's decision."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.links import absolute_url
from foundation.accounts.mails import send
from foundation.accounts.models import Membership, Organisation, User
from foundation.accounts.permissions import may_ask_to_join, may_coordinate


def locked(organisation: Organisation) -> Organisation:
    """Re-read the office under a row lock: what is decided about its people is decided one by one."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


@transaction.atomic
def ask_to_join(organisation: Organisation, *, by: User, at: datetime | None = None) -> Membership:
    """Ask the office's coordinators for an account, on the strength of a verified mail domain."""
    at = at or timezone.now()
    if not may_ask_to_join(by, organisation):
        raise PermissionDenied(_("Your e-mail address is not in a mail domain of this office."))
    office = locked(organisation)
    coordinators = Membership.objects.coordinators_of(office).select_related("user")
    if not coordinators:
        raise ValidationError(
            _("This office has no coordinator yet. Use the code sent to its official address.")
        )
    membership = open_membership(
        by, office, origin=Membership.Origin.DOMAIN, state=Membership.State.REQUESTED, at=at
    )
    for coordinator in coordinators:
        _tell_coordinator(coordinator.user, membership)
    return membership


@transaction.atomic
def approve_membership(
    membership: Membership, *, by: User, at: datetime | None = None
) -> Membership:
    """Let a person who asked into the office."""
    membership = _decided(membership, by=by, state=Membership.State.ACTIVE, at=at)
    _tell_requester(membership, "accounts/email/join_approved")
    return membership


@transaction.atomic
def reject_membership(
    membership: Membership, *, by: User, at: datetime | None = None
) -> Membership:
    """Refuse a person who asked to join."""
    membership = _decided(membership, by=by, state=Membership.State.ENDED, at=at)
    _tell_requester(membership, "accounts/email/join_rejected")
    return membership


def open_membership(
    user: User, organisation: Organisation, *, origin: str, state: str, at: datetime, **fields
) -> Membership:
    """Write a membership, or say that there is one; to be called with the office locked."""
    decided = {"decided_at": at} if state == Membership.State.ACTIVE else {}
    membership = Membership(
        user=user,
        organisation=organisation,
        origin=origin,
        state=state,
        created_at=at,
        **decided | fields,
    )
    membership.full_clean()
    membership.save()
    return membership


def _decided(membership: Membership, *, by: User, state: str, at: datetime | None) -> Membership:
    if not may_coordinate(by, membership.organisation):
        raise PermissionDenied(_("Only a coordinator of this office may decide."))
    locked(membership.organisation)
    membership = Membership.objects.select_related("user", "organisation").get(pk=membership.pk)
    if membership.state != Membership.State.REQUESTED:
        raise ValidationError(_("This request has already been decided."))
    membership.state, membership.decided_by = state, by
    membership.decided_at = at or timezone.now()
    if state == Membership.State.ENDED:
        membership.ended_at, membership.ended_by = membership.decided_at, by
    membership.save()
    return membership


def _tell_coordinator(coordinator: User, membership: Membership) -> None:
    url = absolute_url("accounts:office", membership.organisation_id, language=coordinator.language)
    context = {"membership": membership, "url": url}
    send("accounts/email/join_requested", to=coordinator, context=context)


def _tell_requester(membership: Membership, template: str) -> None:
    url = absolute_url("accounts:offices", language=membership.user.language)
    send(template, to=membership.user, context={"membership": membership, "url": url})
