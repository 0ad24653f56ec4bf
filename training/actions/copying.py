"""A session again, on other days."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from training.actions.organising import check_organises, note
from training.models import Meeting, Session, SessionQuestion, Speaker, Talk, Track, WishRound
from training.states import SessionState, SessionVerb

# Settings that stay as they are.
COPIED = (
    "capacity",
    "online_capacity",
    "organisation_limit",
    "needs_approval",
    "approval_days",
    "approval_hold_hours",
    "place",
    "venue",
    "address",
    "accessibility",
    "language",
    "funding",
    "question_pl",
    "question_en",
)
# Moments that move with the meetings.
MOVED = ("registration_opens_at", "registration_closes_at", "swaps_until")
TALK = ("title_pl", "title_en", "about_pl", "about_en", "starts", "ends", "zone", "capacity")
PARTS = {Track: ("name_pl", "name_en", "room"), Speaker: ("name", "position_pl", "position_en")}
RULES = ("one_per_office", "most_per_office", "untrained_first")


def copy_session(
    session: Session,
    *,
    by: User,
    first_on: date,
    with_joining_url: bool = False,
    at: datetime | None = None,
) -> Session:
    """Plan the same session again with its first meeting on the day `first_on`; returns a draft.

    Everything moves by whole days and keeps its hours by the clock on the wall, also over a change of
    the clock. People, attendance, letters and certificates stay with the old one, and so does the
    joining address unless `with_joining_url` says otherwise. Raises ValidationError for a day that is
    not ahead.
    """
    check_organises(by=by)
    at = at or timezone.now()
    if first_on <= timezone.localdate(at):
        raise ValidationError(_("The first meeting must be on a day that is still to come."))
    meetings = list(session.meetings.all())
    if not meetings:
        raise ValidationError(_("A session needs at least one meeting."))
    shift = first_on - meetings[0].on
    with transaction.atomic():
        copy = _with_settings(session, shift, with_joining_url=with_joining_url)
        copy.trainers.set(session.trainers.filter(is_active=True).in_role(Role.TRAINER))
        _copy_meetings(copy, meetings, shift)
        _copy_round(session, copy, shift)
        _copy_questions(session, copy)
        _copy_programme(session, copy, shift)
        _note_copied(session, copy, by=by, at=at)
    return copy


def moved(moment: datetime | None, shift: timedelta) -> datetime | None:
    """Return the moment `shift` whole days on, at the same hour by the clock on the wall."""
    if moment is None:
        return None
    local = timezone.localtime(moment)
    wall = datetime.combine(local.date() + shift, local.time())
    return timezone.make_aware(wall)


def _with_settings(session: Session, shift: timedelta, *, with_joining_url: bool) -> Session:
    copy = Session(course=session.course, state=SessionState.DRAFT)
    for name in COPIED:
        setattr(copy, name, getattr(session, name))
    for name in MOVED:
        setattr(copy, name, moved(getattr(session, name), shift))
    if with_joining_url:
        copy.joining_url = session.joining_url
    copy.full_clean()
    copy.save()
    return copy


def _copy_meetings(copy: Session, meetings: list[Meeting], shift: timedelta) -> None:
    rows = [
        Meeting(session=copy, on=m.on + shift, starts=m.starts, ends=m.ends, zone=m.zone)
        for m in meetings
    ]
    Meeting.objects.bulk_create(rows)
    copy.starts_at, copy.ends_at = rows[0].starts_at, max(row.ends_at for row in rows)
    copy.save(update_fields=["starts_at", "ends_at"])


def _copy_round(session: Session, copy: Session, shift: timedelta) -> None:
    """The rules of the draw; what was wished and drawn stays with the old session."""
    known = WishRound.objects.filter(session=session).first()
    if known is None:
        return
    rules = {name: getattr(known, name) for name in RULES}
    draw_on = known.draw_on + shift if known.draw_on else None
    WishRound.objects.create(
        session=copy, wishes_until=moved(known.wishes_until, shift), draw_on=draw_on, **rules
    )


def _copy_questions(session: Session, copy: Session) -> None:
    names = ("kind", "label_pl", "label_en", "choices_pl", "choices_en", "is_required")
    for known in session.questions.all():
        values = {name: getattr(known, name) for name in names}
        SessionQuestion.objects.create(session=copy, **values)


def _copy_programme(session: Session, copy: Session, shift: timedelta) -> None:
    """Tracks, speakers and talks on the new days; nobody has chosen any of them yet."""
    tracks, speakers = _copies(Track, session, copy), _copies(Speaker, session, copy)
    for known in session.talks.prefetch_related("speakers"):
        values = {name: getattr(known, name) for name in TALK}
        talk = Talk.objects.create(
            session=copy, track=tracks.get(known.track_id), on=known.on + shift, **values
        )
        talk.speakers.set([speakers[speaker.pk] for speaker in known.speakers.all()])


def _note_copied(session: Session, copy: Session, *, by: User, at: datetime) -> None:
    """A line in the history for each way of taking part, with its places."""
    for way in copy.ways:
        places = {"way": way, "after": copy.places_for(way)}
        note(copy, SessionVerb.COPIED, by=by, at=at, note=str(session)[:250], **places)


def _copies(
    model: type[Track | Speaker], session: Session, copy: Session
) -> dict[int, Track | Speaker]:
    """Copies by the key of what they were copied from."""
    made = {}
    for known in model.objects.filter(session=session):
        values = {name: getattr(known, name) for name in PARTS[model]}
        made[known.pk] = model.objects.create(session=copy, **values)
    return made
