"""Logs of online meetings: taken in, looked at by a person, then written as attendance."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training.actions.attending import check_records, record_attendance
from training.attendance import Presence
from training.meeting_log_files import MOST_BYTES, Log, NoLog, minutes_of, read_log
from training.meeting_log_matching import Participant, matches
from training.models import Attendance, Meeting, MeetingLog, MeetingLogLine
from training.seats import locked
from training.states import Way


def take_log(
    meeting: Meeting, *, by: User, data: bytes, file_name: str, at: datetime | None = None
) -> MeetingLog:
    """Read the log of a meeting and keep its lines with whom they seem to be; nothing is recorded yet.

    Raises ValidationError where the file is no log or names nobody.
    """
    check_records(meeting.session, by=by)
    at = at or timezone.now()
    log = _read(data, meeting)
    row = MeetingLog(
        meeting=meeting,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(data[:MOST_BYTES]).hexdigest(),
        is_cut=log.is_cut,
        unread_lines=log.unread,
        taken_by=by,
        taken_at=at,
    )
    row.full_clean()
    with transaction.atomic():
        row.save()
        MeetingLogLine.objects.bulk_create(_lines(row, log, meeting), batch_size=500)
    return row


def apply_log(
    log: MeetingLog,
    *,
    by: User,
    chosen: Mapping[int, int | None],
    rest_absent: bool,
    at: datetime | None = None,
) -> int:
    """Write minutes by `chosen`, a mapping of lines to enrolments or None; return how many lines changed.

    What the trainer wrote by hand stays. Several lines of one person count together, overlaps once. A log
    taken before the end of the meeting makes nobody absent, also where `rest_absent` says so.
    """
    check_records(log.meeting.session, by=by)
    with transaction.atomic():
        session = locked(log.meeting.session)
        log = MeetingLog.objects.select_for_update().get(pk=log.pk)
        meeting = session.meetings.get(pk=log.meeting_id)
        meeting.session = session
        _choose(log, chosen)
        presences = _presences(log, meeting, rest_absent=rest_absent)
        source = Attendance.Source.LOG
        changed = record_attendance(meeting, by=by, presences=presences, source=source, at=at)
        log.applied_at = at or timezone.now()
        log.save(update_fields=["applied_at"])
    return changed


def _read(data: bytes, meeting: Meeting) -> Log:
    starts, ends = (moment.replace(tzinfo=None) for moment in (meeting.starts_at, meeting.ends_at))
    try:
        log = read_log(data, starts=starts, ends=ends)
    except NoLog as error:
        raise ValidationError(
            _(
                "This is no log of a meeting: there is no line with a name or e-mail and the times. "
                "Take the CSV file as Teams, Zoom or Webex writes it."
            )
        ) from error
    if not log.attendees:
        raise ValidationError(_("The log names nobody."))
    return log


def _lines(row: MeetingLog, log: Log, meeting: Meeting) -> Sequence[MeetingLogLine]:
    enrolled = meeting.session.enrolments.listed(Way.ONLINE).select_related("person")
    people = [Participant(e.pk, e.person.name, e.person.email) for e in enrolled]
    named = [(one.name, one.email) for one in log.attendees]
    return [
        MeetingLogLine(
            log=row,
            name=one.name[:200],
            email=one.email[:254],
            spans=one.spans,
            seconds=min(one.seconds, 86_400),
            minutes=minutes_of(one.spans, one.seconds, most=meeting.minutes),
            joins=min(one.joins, 9_999),
            enrolment_id=enrolment_id,
            match=match,
        )
        for one, (enrolment_id, match) in zip(log.attendees, matches(named, people), strict=True)
    ]


def _choose(log: MeetingLog, chosen: Mapping[int, int | None]) -> None:
    """Write down whom a person chose, where it is not what was found."""
    here = set(log.meeting.session.enrolments.values_list("pk", flat=True))
    for line in log.lines.filter(pk__in=chosen):
        enrolment = chosen[line.pk]
        if enrolment != line.enrolment_id and (enrolment is None or enrolment in here):
            line.enrolment_id, line.match = enrolment, MeetingLogLine.Match.PERSON
            line.save(update_fields=["enrolment", "match"])


def _presences(log: MeetingLog, meeting: Meeting, *, rest_absent: bool) -> Sequence[Presence]:
    """What the log says of those online; from one of a meeting that still ran only minutes that are more."""
    minutes = _minutes(log, meeting)
    known = {row.enrolment_id: row for row in meeting.attendance.all()}
    by_hand = {pk for pk, row in known.items() if row.source == Attendance.Source.LIST}
    listed = meeting.session.enrolments.listed(Way.ONLINE).values_list("pk", flat=True)
    if log.is_early:
        so_far = {pk: row.minutes for pk, row in known.items()}
        wanted = [pk for pk in listed if minutes.get(pk, 0) > so_far.get(pk, 0)]
    else:
        wanted = [pk for pk in listed if pk in minutes or rest_absent]
    return [
        Presence.of_minutes(pk, minutes.get(pk, 0), whole=meeting.minutes)
        for pk in wanted
        if pk not in by_hand
    ]


def _minutes(log: MeetingLog, meeting: Meeting) -> Mapping[int, int]:
    spans: dict[int, list] = defaultdict(list)
    seconds: dict[int, int] = defaultdict(int)
    for line in log.lines.exclude(enrolment=None):
        spans[line.enrolment_id] += line.spans
        seconds[line.enrolment_id] += line.seconds
    return {pk: minutes_of(spans[pk], seconds[pk], most=meeting.minutes) for pk in spans}
