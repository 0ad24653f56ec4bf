"""Calendars to subscribe to: what is announced, by topic; and a person's own places.

A person's feed holds the same UID and SEQUENCE as the invitations in their mails. What is cancelled stays
for a while, with STATUS:CANCELLED and a raised SEQUENCE, so that programs which have it strike it out. No feed
holds the joining address: online the way in is ours, and opens shortly before the meeting.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core import signing
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.calendars.icalendar import Invitation, MeetingTime
from foundation.watching.nobody import NOBODY
from training.invitations import address, invitation_of
from training.models import (
    CalendarFeed,
    Enrolment,
    EnrolmentEvent,
    Session,
    SessionEvent,
    TalkChoice,
)
from training.month import shown_sessions
from training.states import LISTED, EnrolmentState, SessionState, SessionVerb, Way

SALT = "training.calendar_feed"
MOST = 500
KEPT = timedelta(days=365)
# From the moment of cancelling: longer than a holiday, in which no program asks.
CANCELLED_KEPT = timedelta(days=60)


def address_of(feed: CalendarFeed) -> str:
    """The same for as long as the feed is open."""
    return reverse("training_site:own_feed", args=[signing.Signer(salt=SALT).sign(feed.key)])


def feed_of(token: str) -> CalendarFeed | None:
    """The feed of an address; None where it is forged or revoked, or the account is closed."""
    try:
        key = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    feeds = CalendarFeed.objects.filter(key=key, person__is_active=True)
    return feeds.select_related("person").first()


def public_events(*, topic: str, at: datetime) -> Sequence[Invitation]:
    """The sessions ahead that everybody may see, of one topic or of all; in the language in force."""
    changes = (SessionVerb.CHANGED, SessionVerb.CANCELLED)
    told = Count("events", filter=Q(events__verb__in=changes), distinct=True)
    shown = shown_sessions(NOBODY, topic=topic, at=at).filter(ends_at__gte=at)
    cancelled = _cancelled(topic=topic, at=at).values("pk")
    ahead = Session.objects.filter(Q(pk__in=shown.values("pk")) | Q(pk__in=cancelled))
    rows = ahead.annotate(told=told).select_related("course").prefetch_related("meetings")
    return [_public(session, at=at) for session in rows.order_by("starts_at", "pk")[:MOST]]


def own_events(person: User, *, at: datetime) -> Sequence[Invitation]:
    """The places a person has, those of the last year, and those given up of late."""
    listed = Q(state__in=LISTED, session__ends_at__gte=at - KEPT)
    own = Enrolment.objects.filter(listed | _given_up("pk", at), person=person).for_list()
    rows = own.order_by("session__starts_at", "pk")[:MOST]
    # A published calendar names no attendees (RFC 5546, 3.2.1).
    events = [replace(invitation_of(row, at=at), attendee_email="") for row in rows]
    return [*events, *_talks(person, at=at)]


def _talks(person: User, *, at: datetime) -> Sequence[Invitation]:
    """The talks in the person's plan, each an event of its own beside the whole conference."""
    first = timezone.localdate(at - KEPT)
    listed = Q(enrolment__state__in=LISTED, talk__on__gte=first) | _given_up("enrolment", at)
    choices = TalkChoice.objects.filter(listed, enrolment__person=person)
    choices = choices.select_related("enrolment", "talk__track", "talk__session")
    return [_talk(choice, at=at) for choice in choices.order_by("talk__on", "pk")[:MOST]]


def plan_events(enrolment: Enrolment, *, at: datetime) -> Sequence[Invitation]:
    """The talks one person has chosen at one conference."""
    choices = enrolment.talk_choices.select_related("enrolment", "talk__track", "talk__session")
    return [_talk(choice, at=at) for choice in choices.order_by("talk__on", "pk")]


def _given_up(enrolment: str, at: datetime) -> Exists:
    """Was the enrolment at this path cancelled of late, after the place had been confirmed?"""
    events = EnrolmentEvent.objects.filter(
        enrolment=OuterRef(enrolment),
        before=EnrolmentState.CONFIRMED,
        after=EnrolmentState.CANCELLED,
        at__gte=at - CANCELLED_KEPT,
    )
    return Exists(events)


def _cancelled(*, topic: str, at: datetime) -> QuerySet[Session]:
    """What was cancelled of late, of what everybody was told of."""
    of_late = SessionEvent.objects.filter(
        session=OuterRef("pk"), verb=SessionVerb.CANCELLED, at__gte=at - CANCELLED_KEPT
    )
    sessions = Session.objects.visible_to(NOBODY, at).filter(
        Exists(of_late), state=SessionState.CANCELLED
    )
    return sessions.filter(course__topics__slug=topic) if topic else sessions


def _public(session: Session, *, at: datetime) -> Invitation:
    lines = filter(None, [session.course.summary, session.accessibility])
    return _event(
        uid=f"session-{session.pk}@punkt-wsparcia",
        sequence=session.told,
        summary=session.course.title,
        description="\n\n".join(lines),
        location=session.where,
        url=address(session.get_absolute_url()),
        meetings=[MeetingTime(m.starts_at, m.ends_at) for m in session.meetings.all()],
        stamp=at,
        is_cancelled=session.state == SessionState.CANCELLED,
    )


def _talk(choice: TalkChoice, *, at: datetime) -> Invitation:
    talk, session = choice.talk, choice.talk.session
    is_away = session.has_two_ways and choice.enrolment.is_online
    room = talk.track.room if talk.track and not is_away else ""
    is_cancelled = choice.enrolment.state not in LISTED
    return _event(
        uid=f"talk-{choice.pk}@punkt-wsparcia",
        sequence=talk.sequence + is_cancelled,
        summary=talk.title,
        description=talk.about,
        location=", ".join(filter(None, [room, session.where_for(Way(choice.enrolment.way))])),
        url=address(reverse("training:programme", args=[talk.session_id])),
        meetings=[MeetingTime(talk.starts_at, talk.ends_at)],
        stamp=at,
        is_cancelled=is_cancelled,
    )


def _event(**said: object) -> Invitation:
    """One event from us to nobody in particular."""
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Invitation(
        organiser_name=name,
        organiser_email=email,
        attendee_name="",
        attendee_email="",
        **said,
    )
