"""The programme of a conference: organisers write it, participants choose from it.

A place at a talk is decided as a seat is: the session is locked, everything is read again, and places are
counted from states, never stored. Who loses the place at the conference so loses the talks as well.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.accounts.models import User
from training import talk_news
from training.actions.organising import check_not_over, check_organises
from training.models import Course, Enrolment, Session, Speaker, Talk, TalkChoice, Track
from training.seats import locked, locked_enrolment
from training.states import LISTED

# What those who come to a talk are told of when it changes.
TOLD_FIELDS = ("on", "starts", "ends", "track_id")


def add_track(session: Session, *, by: User, details: Mapping[str, object]) -> Track:
    """Add a row of talks to the programme of a conference; `details` are values by field name."""
    return _add(Track, session, details, by=by)


def add_speaker(session: Session, *, by: User, details: Mapping[str, object]) -> Speaker:
    """Name somebody who speaks; everybody sees it."""
    return _add(Speaker, session, details, by=by)


def write_talk(
    session: Session, *, by: User, details: Mapping[str, object], talk: Talk | None = None
) -> Talk:
    """Put a talk into the programme, or change one; who comes to it is told of another time or room.

    Raises ValidationError where it lies outside the days of the session or overlaps in its track, where a
    track or speaker is of another session, and for fewer places than are taken.
    """
    check_organises(by=by)
    with transaction.atomic():
        session = _locked_conference(session)
        talk = Talk.objects.get(pk=talk.pk, session=session) if talk else Talk(session=session)
        before = _told(talk)
        speakers = list(details.get("speakers", []))
        for name, value in details.items():
            if name != "speakers":
                setattr(talk, name, value)
        talk.full_clean()
        _check_fits(session, talk, speakers)
        is_moved = talk.pk is not None and _told(talk) != before
        talk.sequence += is_moved
        talk.save()
        talk.speakers.set(speakers)
        if is_moved:
            _tell_those_who_come(talk, talk_news.moved)
    return talk


def change_part(
    item: Track | Speaker, *, by: User, details: Mapping[str, object]
) -> Track | Speaker:
    """Correct a track or a speaker; who comes to a talk of the track is told of another room."""
    check_organises(by=by)
    with transaction.atomic():
        _locked_conference(item.session)
        item = type(item).objects.get(pk=item.pk)
        room = getattr(item, "room", None)
        for name, value in details.items():
            setattr(item, name, value)
        item.full_clean()
        item.save()
        if isinstance(item, Track) and item.room != room:
            for talk in item.talks.all():
                talk.sequence += 1
                talk.save(update_fields=["sequence"])
                _tell_those_who_come(talk, talk_news.moved)
    return item


def take_out(item: Track | Speaker | Talk, *, by: User) -> None:
    """Take a track, a speaker or a talk out of the programme; who would come to a talk is told.

    Raises ValidationError for a track that still holds talks.
    """
    check_organises(by=by)
    with transaction.atomic():
        _locked_conference(item.session)
        if isinstance(item, Track) and item.talks.exists():
            raise ValidationError(_("The track still holds talks."))
        if isinstance(item, Talk):
            _tell_those_who_come(item, talk_news.taken_out)
        item.delete()


def choose_talk(
    talk: Talk, *, enrolment: Enrolment, by: User, at: datetime | None = None
) -> TalkChoice:
    """Take a place at a talk for oneself.

    Raises ValidationError without a place at the conference, after the talk has begun, when it is full or
    at the same time as another one of the plan.
    """
    at = at or timezone.now()
    _check_is_own(enrolment, by)
    with transaction.atomic():
        enrolment = locked_enrolment(enrolment)
        talk = Talk.objects.with_places().get(pk=talk.pk)
        _check_may_choose(talk, enrolment, at)
        choice = TalkChoice(talk=talk, enrolment=enrolment, chosen_at=at)
        choice.full_clean()
        choice.save()
    return choice


def drop_talk(talk: Talk, *, enrolment: Enrolment, by: User) -> None:
    """Give a place at a talk back; twice frees one place once."""
    _check_is_own(enrolment, by)
    TalkChoice.objects.filter(talk=talk, enrolment=enrolment).delete()


def _check_may_choose(talk: Talk, enrolment: Enrolment, at: datetime) -> None:
    if enrolment.state not in LISTED or talk.session_id != enrolment.session_id:
        raise ValidationError(_("Talks are chosen by those who have a place at the conference."))
    if talk.starts_at <= at or enrolment.session.state == Session.State.CANCELLED:
        raise ValidationError(_("This talk can no longer be chosen."))
    if talk.capacity is None:
        raise ValidationError(_("This talk is open to everybody; just come."))
    if talk.taken >= talk.capacity:
        raise ValidationError(_("All places at this talk are taken."))
    for other in Talk.objects.chosen_by(enrolment).exclude(pk=talk.pk):
        if talk.overlaps(other):
            raise ValidationError(
                _("At that time you have chosen another talk: %(talk)s") % {"talk": other}
            )


def _check_is_own(enrolment: Enrolment, by: User) -> None:
    if by.pk != enrolment.person_id:
        raise PermissionDenied(_("Only the person themselves can choose."))


def _add(model: type[Track | Speaker], session: Session, details, *, by: User) -> Track | Speaker:
    check_organises(by=by)
    with transaction.atomic():
        item = model(session=_locked_conference(session), **details)
        item.full_clean()
        item.save()
    return item


def _locked_conference(session: Session) -> Session:
    session = locked(session)
    check_not_over(session)
    if session.course.kind != Course.Kind.CONFERENCE:
        raise ValidationError(_("Only a conference has a programme of talks."))
    return session


def _check_fits(session: Session, talk: Talk, speakers: list[Speaker]) -> None:
    foreign = [speaker for speaker in speakers if speaker.session_id != session.pk]
    if foreign or (talk.track and talk.track.session_id != session.pk):
        raise ValidationError(_("Choose a track and speakers of this conference."))
    hours = session.meetings.filter(on=talk.on, starts__lte=talk.starts, ends__gte=talk.ends)
    if not hours.exists():
        raise ValidationError(_("A talk must lie within the hours of the conference."))
    others = session.talks.filter(track=talk.track, on=talk.on).exclude(pk=talk.pk)
    if talk.track and any(talk.overlaps(other) for other in others):
        raise ValidationError(_("Another talk of this track is at the same time."))
    _check_places(talk)


def _check_places(talk: Talk) -> None:
    taken = talk.choices.filter(enrolment__state__in=LISTED).count() if talk.pk else 0
    if talk.capacity is not None and talk.capacity < taken:
        raise ValidationError(
            ngettext(
                "%(n)s place at this talk is taken: it cannot have fewer.",
                "%(n)s places at this talk are taken: it cannot have fewer.",
                taken,
            )
            % {"n": taken}
        )


def _told(talk: Talk) -> tuple:
    return tuple(getattr(talk, name) for name in TOLD_FIELDS)


def _tell_those_who_come(talk: Talk, tell: Callable[..., None]) -> None:
    """Who chose it; where nobody has to choose, everybody with a place at the conference."""
    coming = Enrolment.objects.filter(session=talk.session_id, state__in=LISTED)
    if talk.capacity is not None:
        coming = coming.filter(talk_choices__talk=talk)
    at = timezone.now()
    for enrolment in coming.select_related("person"):
        tell(talk, enrolment.person, at=at)
