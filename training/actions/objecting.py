"""Minutes that a participant says are wrong, and what is decided about them."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training import telling
from training.actions.attending import check_records, record_attendance
from training.attendance import Presence, takes_objections
from training.models import Enrolment, Meeting, Objection
from training.seats import locked_enrolment, note_event
from training.states import EnrolmentVerb


def object_to_minutes(
    enrolment: Enrolment, *, by: User, meeting: Meeting, words: str, at: datetime | None = None
) -> Objection:
    """Say that the minutes at a meeting are wrong. Raises ValidationError outside the time for it."""
    if by.pk != enrolment.person_id:
        raise PermissionDenied(_("Only the person themselves can object."))
    at = at or timezone.now()
    with transaction.atomic():
        enrolment = locked_enrolment(enrolment)
        line = enrolment.attendance.filter(meeting=meeting).first()
        if line is None:
            raise ValidationError(_("Nothing is recorded for this meeting yet."))
        if not takes_objections(enrolment.session, at):
            raise ValidationError(_("The time to object is over."))
        objection = Objection(
            enrolment=enrolment,
            meeting=line.meeting,
            words=words,
            minutes_before=line.minutes,
            made_at=at,
        )
        objection.full_clean()
        objection.save()
        verb = EnrolmentVerb.OBJECTED
        note_event(enrolment, verb, by=by, before=enrolment.state, at=at, note=words[:250])
        telling.objection_made(objection, at=at)
    return objection


def decide_objection(
    objection: Objection,
    *,
    by: User,
    minutes: int | None,
    answer: str,
    at: datetime | None = None,
) -> Objection:
    """Correct the minutes, or with None leave them; state and certificate follow the correction."""
    check_records(objection.enrolment.session, by=by)
    at = at or timezone.now()
    with transaction.atomic():
        enrolment = locked_enrolment(objection.enrolment)
        objection = Objection.objects.select_related("meeting").get(pk=objection.pk)
        if objection.state != Objection.State.OPEN:
            raise ValidationError(_("This objection is decided already."))
        objection.enrolment = enrolment
        if minutes is not None:
            meeting = objection.meeting
            said = Presence.of_minutes(enrolment.pk, minutes, whole=meeting.minutes)
            record_attendance(meeting, by=by, presences=[said], at=at)
        objection.state = Objection.State.REFUSED if minutes is None else Objection.State.ACCEPTED
        objection.answer, objection.decided_by, objection.decided_at = answer, by, at
        objection.full_clean()
        objection.save()
        enrolment.refresh_from_db(fields=["state"])
        verb = EnrolmentVerb.DECIDED
        note_event(enrolment, verb, by=by, before=enrolment.state, at=at, note=answer[:250])
        telling.objection_decided(objection, at=at)
    return objection
