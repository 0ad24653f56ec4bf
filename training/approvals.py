"""Whom one may ask for approval, and how long each step takes. Moments are pure arithmetic."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from foundation.accounts.models import Membership, Organisation, User
from foundation.accounts.public_domains import domain_of
from foundation.calendars.working_time import deadline
from training.models import Session
from training.models.wish_round import undrawn_round

WORKING_DAY = 8 * 60


@dataclass(frozen=True)
class Approvers:
    """Addresses of the supervisor who decides and, from the reminder on, of a stand-in."""

    supervisor: str
    stand_in: str = ""


def is_approval_needed(session: Session, *, person: User, by: User) -> bool:
    """Those whom a coordinator or an organiser enrols come with the consent of their office."""
    return session.needs_approval and person == by


def check_approvers(asked: Approvers | None, *, person: User, organisation: Organisation) -> None:
    """Raise ValidationError by field, unless both addresses are of the office and not the person's own.

    Nobody can have a mail sent to an address outside the office, nor agree to their own wish.
    """
    if asked is None or not asked.supervisor:
        raise ValidationError({"supervisor": _("Who decides? Write the supervisor's e-mail.")})
    for field in ("supervisor", "stand_in"):
        if address := getattr(asked, field):
            _check_address(field, address, person, organisation)
    if asked.stand_in.lower() == asked.supervisor.lower():
        raise ValidationError({"stand_in": _("The stand-in is somebody else.")})


def _check_address(field: str, address: str, person: User, organisation: Organisation) -> None:
    validate_email(address)
    if address.lower() == person.email.lower():
        raise ValidationError({field: _("Somebody else has to agree, not you.")})
    if not _belongs_to(address.lower(), organisation):
        text = _("Only an address of your office: %(office)s.") % {"office": organisation}
        raise ValidationError({field: text})


def _belongs_to(address: str, organisation: Organisation) -> bool:
    if address == organisation.official_email.lower():
        return True
    if organisation.mail_domains.filter(domain=domain_of(address)).exists():
        return True
    members = Membership.objects.active().filter(organisation=organisation)
    return members.filter(user__email__iexact=address).exists()


def approval_deadline(session: Session, at: datetime) -> datetime:
    """The working days of the session, but before it begins and before wishes are drawn."""
    last = [deadline(at, session.approval_days * WORKING_DAY).due_at, session.starts_at]
    if wish_round := undrawn_round(session):
        last.append(wish_round.wishes_until)
    return min(last)


def reminder_moment(at: datetime, expires_at: datetime) -> datetime:
    """Half-way; then the stand-in is asked, too."""
    return at + (expires_at - at) / 2


def hold_end(session: Session, at: datetime, expires_at: datetime) -> datetime | None:
    """Until when a free place is kept for the person; None where the session keeps none."""
    if session.approval_hold_hours is None:
        return None
    return min(at + timedelta(hours=session.approval_hold_hours), expires_at)
