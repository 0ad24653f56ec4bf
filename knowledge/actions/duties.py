"""An office describes itself; a person subscribes to its dates."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from knowledge.models import DutyFeed, OfficeProfile
from knowledge.offices import may_lead, right_to_assess


def describe_office(
    office: Organisation,
    *,
    by: User,
    size: str,
    declarations: Sequence[str],
    at: datetime | None = None,
) -> OfficeProfile:
    """Note size and declarations of `office`; its coordinator, or whoever serves it, says so."""
    at = at or timezone.now()
    if not may_lead(right_to_assess(by, office, at)):
        raise PermissionDenied(_("Only the coordinator of the office may do this."))
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=office.pk)
        known = OfficeProfile.objects.filter(organisation=office).first()
        profile = known or OfficeProfile(organisation=office)
        profile.size, profile.declarations = size, sorted(declarations)
        profile.changed_at, profile.changed_by = at, by
        profile.full_clean()
        profile.save()
    return profile


def open_feed(office: Organisation, *, by: User, at: datetime | None = None) -> DutyFeed:
    """A calendar of `office` for `by`; the one that is open already, if there is one."""
    at = at or timezone.now()
    if right_to_assess(by, office, at) is None:
        raise PermissionDenied(_("You may not act for this office."))
    with transaction.atomic():
        feeds = DutyFeed.objects.filter(organisation=office, user=by, revoked_at=None)
        feed, _is_new = feeds.get_or_create(
            organisation=office, user=by, revoked_at=None, defaults={"created_at": at}
        )
    return feed


def revoke_feed(feed: DutyFeed, *, by: User, at: datetime | None = None) -> None:
    """End the address of `feed` for good; a new one has another address."""
    if feed.user_id != by.pk:
        raise PermissionDenied
    DutyFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=at or timezone.now())
