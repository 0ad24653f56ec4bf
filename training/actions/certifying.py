"""Certificates: issued when attendance is closed, issued anew when something changed, revoked."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training.certificates import attests, facts_of, new_code
from training.models import Certificate, Enrolment, Learning
from training.permissions import may_organise
from training.seats import locked_enrolment, note_event
from training.states import EnrolmentVerb


def certify(
    earned_by: Enrolment | Learning, *, by: User | None, at: datetime
) -> Certificate | None:
    """Issue what an enrolment or a way through a course has earned; what is out already stays.

    The session or the way is locked, which is why two clicks make one certificate. A certificate that
    says something else is replaced by a new version, one that is no longer earned is revoked.
    """
    current = earned_by.certificates.valid().first()
    if not earned_by.has_earned_certificate:
        if current:
            _end(
                current, Certificate.State.REVOKED, at=at, reason=_("The attendance was corrected.")
            )
            _note(earned_by, EnrolmentVerb.REVOKED, current, by=by, at=at)
        return None
    facts = facts_of(earned_by)
    if current and attests(current, facts):
        return current
    if current:
        _end(current, Certificate.State.SUPERSEDED, at=at)
    certificate = _issued(earned_by, facts, by=by, at=at)
    _note(earned_by, EnrolmentVerb.CERTIFIED, certificate, by=by, at=at)
    return certificate


def reissue_certificate(
    enrolment: Enrolment, *, by: User, at: datetime | None = None
) -> Certificate:
    """Issue the certificate with what is known today, for example a corrected name.

    Raises ValidationError while attendance is open or where the person did not attend.
    """
    _check_organises(by)
    at = at or timezone.now()
    with transaction.atomic():
        enrolment = locked_enrolment(enrolment)
        if enrolment.session.attendance_closed_at is None:
            raise ValidationError(_("Certificates are issued when attendance is closed."))
        certificate = certify(enrolment, by=by, at=at)
        if certificate is None:
            raise ValidationError(_("This person has not attended enough for a certificate."))
    return certificate


def revoke_certificate(
    certificate: Certificate, *, by: User, reason: str, at: datetime | None = None
) -> Certificate:
    """Take a certificate back; whoever checks it reads when and why."""
    _check_organises(by)
    at = at or timezone.now()
    with transaction.atomic():
        earned_by = _locked(certificate.earned_by)
        certificate = Certificate.objects.get(pk=certificate.pk)
        if not certificate.is_valid:
            raise ValidationError(_("This certificate is not valid any more."))
        _end(certificate, Certificate.State.REVOKED, at=at, reason=reason)
        _note(earned_by, EnrolmentVerb.REVOKED, certificate, by=by, at=at)
    return certificate


def _locked(earned_by: Enrolment | Learning) -> Enrolment | Learning:
    if isinstance(earned_by, Learning):
        return Learning.objects.select_for_update(of=("self",)).get(pk=earned_by.pk)
    return locked_enrolment(earned_by)


def _issued(
    earned_by: Enrolment | Learning, facts, *, by: User | None, at: datetime
) -> Certificate:
    last = earned_by.certificates.aggregate(last=Max("version"))["last"] or 0
    certificate = Certificate(
        code=new_code(),
        version=last + 1,
        person=earned_by.person,
        organisation=earned_by.organisation,
        course=earned_by.course,
        enrolment=earned_by if isinstance(earned_by, Enrolment) else None,
        learning=earned_by if isinstance(earned_by, Learning) else None,
        issued_at=at,
        issued_by=by,
        **facts,
    )
    certificate.full_clean()
    certificate.save()
    return certificate


def _end(
    certificate: Certificate, state: Certificate.State, *, at: datetime, reason: str = ""
) -> None:
    certificate.state, certificate.ended_at, certificate.reason = state, at, reason
    certificate.save(update_fields=["state", "ended_at", "reason"])


def _note(
    earned_by: Enrolment | Learning,
    verb: EnrolmentVerb,
    certificate: Certificate,
    *,
    by: User | None,
    at: datetime,
) -> None:
    """Into the history of the enrolment; of a way through a course the certificate is the history."""
    if isinstance(earned_by, Learning):
        return
    note = f"{certificate.code} {certificate.reason}".strip()[:250]
    note_event(earned_by, verb, by=by, before=earned_by.state, at=at, note=note)


def _check_organises(by: User) -> None:
    if not may_organise(by):
        raise PermissionDenied(_("Only organisers of training can do this."))
