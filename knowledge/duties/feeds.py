"""Addresses of calendars: a signed key, good as long as it is not revoked and the right still stands."""

from datetime import datetime

from django.core import signing
from django.urls import reverse

from foundation.calendars.icalendar import DayOfDuty
from knowledge.duties.office_duties import OfficeDuty
from knowledge.models import DutyFeed
from knowledge.offices import offices_of

SALT = "knowledge.duty_feed"


def address_of(feed: DutyFeed) -> str:
    return reverse("site:duty_feed", args=[signing.dumps(feed.pk, salt=SALT)])


def feed_of(token: str) -> DutyFeed | None:
    """The feed of an address; None where it is forged or revoked, or the person left the office."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    feeds = DutyFeed.objects.filter(pk=key, revoked_at=None, user__is_active=True)
    feed = feeds.select_related("user", "organisation").first()
    if feed and offices_of(feed.user).filter(pk=feed.organisation_id).exists():
        return feed
    return None


def as_day(duty: OfficeDuty, *, site: str, stamp: datetime) -> DayOfDuty:
    """One duty as calendars read it; `site` is where its address begins."""
    return DayOfDuty(
        uid=f"{duty.key}@punkt-wsparcia",
        sequence=duty.revision,
        on=duty.on,
        summary=duty.title,
        description="\n".join(part for part in (duty.basis, duty.note) if part),
        url=f"{site}{duty.url}",
        stamp=stamp,
    )
