"""The code sent to an office's official address: the way in for its first coordinator."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from foundation.accounts.actions.joining import locked, open_membership
from foundation.accounts.links import absolute_url
from foundation.accounts.mails import SECRET, send
from foundation.accounts.models import Membership, OfficeCode, Organisation, User
from foundation.accounts.secrets import fingerprint, new_code, normalised_code

LIFE = timedelta(days=7)
DAY = timedelta(days=1)
MOST_A_DAY_PER_PERSON = 3
MOST_A_DAY_PER_OFFICE = 5


@transaction.atomic
def send_office_code(
    organisation: Organisation, *, by: User, at: datetime | None = None
) -> OfficeCode:
    """Send a new code to the office's official address; the person's older codes for it stop working."""
    at = at or timezone.now()
    office = locked(organisation)
    _check_sendable(office, by=by)
    _check_rate(office, by=by, at=at)
    office.office_codes.filter(user=by).usable(at).update(expires_at=at)
    secret = new_code()
    code = OfficeCode.objects.create(
        organisation=office,
        user=by,
        code_hash=_hash(secret, office, by),
        created_at=at,
        expires_at=at + LIFE,
    )
    _send(code, secret)
    return code


def redeem_office_code(
    organisation: Organisation, *, by: User, code: str, at: datetime | None = None
) -> Membership:
    """Join with the code from the official address; where there is no coordinator yet, become one."""
    at = at or timezone.now()
    with transaction.atomic():
        office = locked(organisation)
        stored = office.office_codes.filter(user=by).usable(at).first()
        fits = stored is not None and constant_time_compare(
            stored.code_hash, _hash(normalised_code(code), office, by)
        )
        if fits:
            return _join(office, stored, by=by, at=at)
        if stored is not None:
            stored.attempts += 1
            stored.save(update_fields=["attempts"])
    # After the block: a wrong try must be counted, so its transaction has to be kept.
    raise ValidationError({"code": _wrong(stored)})


def _join(office: Organisation, stored: OfficeCode, *, by: User, at: datetime) -> Membership:
    office.memberships.filter(user=by, state=Membership.State.REQUESTED).update(
        state=Membership.State.ENDED, ended_at=at, ended_by=by
    )
    membership = open_membership(
        by,
        office,
        origin=Membership.Origin.OFFICE_CODE,
        state=Membership.State.ACTIVE,
        at=at,
        is_coordinator=not Membership.objects.coordinators().filter(organisation=office).exists(),
    )
    stored.used_at = at
    stored.save(update_fields=["used_at"])
    return membership


def _send(code: OfficeCode, secret: str) -> None:
    office = code.organisation
    context = {
        "code": secret,
        "person": code.user,
        "organisation": office,
        "expires_at": code.expires_at,
        "url": absolute_url("accounts:office_join", office.pk, language="pl"),
    }
    send("accounts/email/office_code", to=office.official_email, context=context, kind=SECRET)


def _check_sendable(office: Organisation, *, by: User) -> None:
    if not office.is_active or not office.official_email:
        raise ValidationError(
            _("We do not know the official address of this office. Write to the support point.")
        )
    if office.memberships.filter(user=by, state=Membership.State.ACTIVE).exists():
        raise ValidationError(_("You already have an account in this office."))


def _check_rate(office: Organisation, *, by: User, at: datetime) -> None:
    recent = OfficeCode.objects.filter(created_at__gt=at - DAY)
    if recent.filter(user=by).count() >= MOST_A_DAY_PER_PERSON:
        raise ValidationError(_("You have asked for enough codes today. Try again tomorrow."))
    if recent.filter(organisation=office).count() >= MOST_A_DAY_PER_OFFICE:
        raise ValidationError(_("This office was sent enough codes today. Try again tomorrow."))


def _hash(code: str, office: Organisation, user: User) -> str:
    return fingerprint(f"{office.pk}:{user.pk}:{code}", purpose="office_code")


def _wrong(stored: OfficeCode | None) -> str:
    if stored is None:
        return _("There is no valid code for you. Ask for a new one.")
    if stored.attempts >= OfficeCode.MOST_ATTEMPTS:
        return _("The code is wrong and can no longer be used. Ask for a new one.")
    return _("The code is wrong.")
