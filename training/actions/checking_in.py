"""Codes read at the door, also those that a phone without network sends later."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from training.actions.attending import check_records, write_line
from training.check_in import ScanSaid, is_time_of, presence_of
from training.codes import CHECK_IN_GROUPS, grouped_from
from training.models import Attendance, Enrolment, Meeting, Scan, Session
from training.seats import locked
from training.states import LISTED


def check_in(
    meeting: Meeting, *, by: User, said: Sequence[ScanSaid], at: datetime | None = None
) -> Sequence[Scan]:
    """Keep each scan with what came of it, in the order given; one that is known already stays as it was.

    A scan writes a line of attendance only where nothing stands: it overrules nobody's decision. The
    clock of a device is believed into the past, never into the future.
    """
    at = at or timezone.now()
    check_records(meeting.session, by=by)
    with transaction.atomic():
        session = locked(meeting.session)
        meeting = session.meetings.get(pk=meeting.pk)
        meeting.session = session
        ids = [one.client_id for one in said]
        known = {scan.client_id: scan for scan in _with_people().filter(client_id__in=ids)}
        people = _people(session, said)
        for one in said:
            if one.client_id not in known:
                person = people.get(grouped_from(one.code, CHECK_IN_GROUPS))
                known[one.client_id] = _keep(one, meeting, person, by=by, at=at)
    return [known[client_id] for client_id in ids]


def _keep(
    said: ScanSaid, meeting: Meeting, enrolment: Enrolment | None, *, by: User, at: datetime
) -> Scan:
    scanned_at = min(said.scanned_at, at)
    outcome = _outcome(enrolment, meeting, scanned_at)
    if outcome == Scan.Outcome.RECORDED:
        presence = presence_of(enrolment.pk, meeting, scanned_at)
        write_line(enrolment, meeting, presence, Attendance.Source.CHECK_IN, by=by, at=at)
    return Scan.objects.create(
        client_id=said.client_id,
        meeting=meeting,
        enrolment=enrolment,
        outcome=outcome,
        scanned_at=scanned_at,
        received_at=at,
        scanned_by=by,
    )


def _outcome(enrolment: Enrolment | None, meeting: Meeting, scanned_at: datetime) -> Scan.Outcome:
    if enrolment is None:
        return Scan.Outcome.UNKNOWN
    if enrolment.state not in LISTED:
        return Scan.Outcome.NO_PLACE
    if enrolment.is_online:
        return Scan.Outcome.ELSEWHERE
    if not is_time_of(meeting, scanned_at):
        return Scan.Outcome.NOT_NOW
    line = Attendance.objects.filter(enrolment=enrolment, meeting=meeting).first()
    if line and line.presence != Attendance.Presence.ABSENT:
        return Scan.Outcome.AGAIN
    if meeting.session.attendance_closed_at:
        return Scan.Outcome.CLOSED
    return Scan.Outcome.OTHERWISE if line else Scan.Outcome.RECORDED


def _people(session: Session, said: Sequence[ScanSaid]) -> dict[str, Enrolment]:
    """Whoever is or was enrolled, by code: who cancelled is told apart from an unknown code."""
    codes = {grouped_from(one.code, CHECK_IN_GROUPS) for one in said}
    found = session.enrolments.filter(check_in_code__in=codes).select_related("person")
    return {enrolment.check_in_code: enrolment for enrolment in found}


def _with_people():
    return Scan.objects.select_related("enrolment__person")
