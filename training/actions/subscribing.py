"""A person subscribes to their own dates."""

from datetime import datetime

from django.utils import timezone

from foundation.accounts.models import User
from training.models import CalendarFeed


def open_feed(*, by: User, at: datetime | None = None) -> CalendarFeed:
    """The address of one's calendar; the one that is open already, if there is one."""
    feed, _is_new = CalendarFeed.objects.get_or_create(
        person=by, defaults={"created_at": at or timezone.now()}
    )
    return feed


def revoke_feed(*, by: User) -> None:
    """End the address for good: who has it gets nothing any more."""
    CalendarFeed.objects.filter(person=by).delete()
