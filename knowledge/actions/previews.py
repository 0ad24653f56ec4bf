"""Links by which a reviewer without an account reads a draft: made, and taken back before they end."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from foundation.accounts.models import User
from knowledge.models import PreviewLink

LIFE = timedelta(days=14)
KEPT = timedelta(days=90)  # after its end; who made a link also stands in the history of the page
MADE, REVOKED = "knowledge.preview_link", "knowledge.preview_link_revoked"


@transaction.atomic
def make_preview_link(page: Page, *, by: User, at: datetime | None = None) -> PreviewLink:
    """Make a link to the newest draft of `page`; those that ended long ago are forgotten."""
    if not page.permissions_for_user(by).can_edit():
        raise PermissionDenied
    at = at or timezone.now()
    PreviewLink.objects.filter(ends_at__lt=at - KEPT).delete()
    link = PreviewLink.objects.create(page_id=page.pk, made_by=by, made_at=at, ends_at=at + LIFE)
    log(instance=page, action=MADE, user=by)
    return link


@transaction.atomic
def revoke_preview_link(link: PreviewLink, *, by: User, at: datetime | None = None) -> None:
    """Let the link show nothing from now on; doing it twice changes nothing."""
    page = link.page.specific
    if not page.permissions_for_user(by).can_edit():
        raise PermissionDenied
    open_links = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
    if open_links.update(revoked_at=at or timezone.now(), revoked_by=by):
        log(instance=page, action=REVOKED, user=by)
