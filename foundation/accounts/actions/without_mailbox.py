"""People without a mailbox of their own: a coordinator enters them and hands them codes to sign in."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.actions.joining import locked, open_membership
from foundation.accounts.models import Membership, Organisation, SignInCode, User
from foundation.accounts.models.user import NO_MAILBOX
from foundation.accounts.permissions import may_coordinate, may_sign_in_by_code
from foundation.accounts.secrets import fingerprint, new_code, normalised_code

LIFE = timedelta(days=3)  # over a weekend
GROUPS = 3  # of four letters: 60 bits
MOST_AT_ONCE = 100


@transaction.atomic
def enter_people(
    organisation: Organisation, *, by: User, names: Sequence[str], at: datetime | None = None
) -> Sequence[Membership]:
    """Give people without a mailbox an account in the office; nothing is ever mailed to them.

    Raises ValidationError where somebody of that name has such an account in the office already.
    """
    _check_coordinates(organisation, by=by)
    at = at or timezone.now()
    office = locked(organisation)
    _check_names(office, names)
    return [_enter(office, name, by=by, at=at) for name in names]


@transaction.atomic
def make_sign_in_code(membership: Membership, *, by: User, at: datetime | None = None) -> str:
    """Make a code for one sign-in and return it, to be handed over; an earlier one stops working."""
    _check_coordinates(membership.organisation, by=by)
    at = at or timezone.now()
    locked(membership.organisation)
    membership = Membership.objects.select_related("user").get(pk=membership.pk)
    if membership.state != Membership.State.ACTIVE or not may_sign_in_by_code(membership.user):
        raise ValidationError(_("Codes are for people without a mailbox who work in this office."))
    membership.user.sign_in_codes.usable(at).update(expires_at=at)
    code = new_code(groups=GROUPS)
    SignInCode.objects.create(
        user=membership.user,
        made_by=by,
        code_hash=_hash(code),
        created_at=at,
        expires_at=at + LIFE,
    )
    return code


@transaction.atomic
def redeem_sign_in_code(code: str, *, at: datetime | None = None) -> User:
    """Use up a code and return whom it signs in; raises ValidationError for every other text."""
    at = at or timezone.now()
    usable = SignInCode.objects.select_for_update(of=("self",)).select_related("user").usable(at)
    stored = usable.filter(code_hash=_hash(normalised_code(code))).first()
    if stored is None or not may_sign_in_by_code(stored.user):
        raise ValidationError(
            {"code": _("This code does not work. Ask your coordinator for a new one.")}
        )
    stored.used_at = at
    stored.save(update_fields=["used_at"])
    return stored.user


def _check_coordinates(organisation: Organisation, *, by: User) -> None:
    if not may_coordinate(by, organisation):
        raise PermissionDenied(_("Only a coordinator of this office may do this."))


def _check_names(office: Organisation, names: Sequence[str]) -> None:
    if not names or len(names) > MOST_AT_ONCE:
        raise ValidationError(
            _("Write at least one name and at most %(most)s.") % {"most": MOST_AT_ONCE}
        )
    there = office.memberships.active().filter(user__email__endswith=f"@{NO_MAILBOX}")
    known = set(there.values_list("user__name", flat=True))
    twice = [name for name in names if name in known or names.count(name) > 1]
    if twice:
        raise ValidationError(
            _("Already there: %(names)s. Tell two people of one name apart by their second name.")
            % {"names": ", ".join(dict.fromkeys(twice))}
        )


def _enter(office: Organisation, name: str, *, by: User, at: datetime) -> Membership:
    address = f"{secrets.token_hex(8)}@{NO_MAILBOX}"
    user = User.objects.create_user(address, name=name, joined_at=at)
    return open_membership(
        user,
        office,
        origin=Membership.Origin.ENTERED,
        state=Membership.State.ACTIVE,
        at=at,
        decided_by=by,
    )


def _hash(code: str) -> str:
    return fingerprint(code, purpose="sign_in_code")
