"""The coordinator's invitation: a link that works once, for one address, for two weeks."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.accounts.actions.joining import locked, open_membership
from foundation.accounts.links import absolute_url
from foundation.accounts.mails import SECRET, send
from foundation.accounts.models import Invitation, Membership, Organisation, User
from foundation.accounts.permissions import may_coordinate, verified_addresses
from foundation.accounts.secrets import fingerprint, new_token

LIFE = timedelta(days=14)
MOST_A_DAY = 50
PURPOSE = "invitation"


@transaction.atomic
def invite(
    organisation: Organisation,
    *,
    by: User,
    email: str,
    is_coordinator: bool = False,
    at: datetime | None = None,
) -> Invitation:
    """Send an invitation to `email`; an older open one to the same address stops working."""
    at = at or timezone.now()
    if not may_coordinate(by, organisation):
        raise PermissionDenied(_("Only a coordinator of this office may invite."))
    email = email.strip().lower()
    validate_email(email)
    office = locked(organisation)
    _check_invitable(office, email, at=at)
    office.invitations.usable(at).filter(email=email).update(expires_at=at)
    token = new_token()
    invitation = Invitation(
        organisation=office,
        email=email,
        is_coordinator=is_coordinator,
        token_hash=fingerprint(token, purpose=PURPOSE),
        invited_by=by,
        created_at=at,
        expires_at=at + LIFE,
    )
    invitation.full_clean()
    invitation.save()
    _send(invitation, token)
    return invitation


def find_invitation(token: str) -> Invitation | None:
    """The invitation that a link's secret belongs to, whatever became of it."""
    by_hash = Invitation.objects.filter(token_hash=fingerprint(token, purpose=PURPOSE))
    return by_hash.select_related("organisation", "invited_by").first()


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, by: User, at: datetime | None = None
) -> Membership:
    """Join the office with the address that was invited; an open request of one's own is settled by it."""
    at = at or timezone.now()
    if invitation.email.lower() not in verified_addresses(by):
        raise PermissionDenied(_("This invitation is for another e-mail address."))
    office = locked(invitation.organisation)
    invitation = Invitation.objects.select_related("invited_by").get(pk=invitation.pk)
    if not Invitation.objects.usable(at).filter(pk=invitation.pk).exists():
        raise ValidationError(_("This invitation has been used or has expired."))
    if not may_coordinate(invitation.invited_by, office):
        raise ValidationError(_("The person who invited you no longer looks after this office."))
    office.memberships.filter(user=by, state=Membership.State.REQUESTED).update(
        state=Membership.State.ENDED, ended_at=at, ended_by=by
    )
    membership = open_membership(
        by,
        office,
        origin=Membership.Origin.INVITATION,
        state=Membership.State.ACTIVE,
        at=at,
        is_coordinator=invitation.is_coordinator,
        decided_by=invitation.invited_by,
    )
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    return membership


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User, at: datetime | None = None) -> None:
    """Make an open invitation worthless."""
    if not may_coordinate(by, invitation.organisation):
        raise PermissionDenied(_("Only a coordinator of this office may withdraw an invitation."))
    at = at or timezone.now()
    if not Invitation.objects.usable(at).filter(pk=invitation.pk).update(expires_at=at):
        raise ValidationError(_("This invitation has been used or has expired."))


def _check_invitable(office: Organisation, email: str, *, at: datetime) -> None:
    current = office.memberships.exclude(state=Membership.State.ENDED)
    if current.filter(user__email__iexact=email).exists():
        raise ValidationError({"email": _("This person already has an account in this office.")})
    if office.invitations.filter(created_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise ValidationError(_("That is enough invitations for one day. Try again tomorrow."))


def _send(invitation: Invitation, token: str) -> None:
    known = User.objects.active().filter(email__iexact=invitation.email).first()
    language = known.language if known else (get_language() or "pl")[:2]
    url = absolute_url("accounts:invitation", token, language=language)
    send(
        "accounts/email/invitation",
        to=invitation.email,
        context={"invitation": invitation, "url": url},
        language=language,
        kind=SECRET,
    )
