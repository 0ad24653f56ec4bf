"""Giving a draft to a reviewer without an account, in the admin."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import Page

from foundation.accounts.models import User
from knowledge.site.previews import LIFE, preview_address

LOGGED = "knowledge.preview_link"


def preview_button(page: Page, user: User, view_name: str, **around: object) -> Iterator[Button]:
    """Hook: beside the other acts of a page that has something unpublished."""
    if (page.has_unpublished_changes or not page.live) and page.permissions_for_user(
        user
    ).can_edit():
        address = reverse("knowledge_preview_link", args=[page.pk])
        yield Button(_("Link for a reviewer"), address, icon_name="link", priority=70)


def preview_link(request: HttpRequest, page_id: int) -> HttpResponse:
    """What such a link is, and by a button a new one; who made one stands in the history of the page."""
    page = get_object_or_404(Page.objects.specific(), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    context = {"page": page, "page_title": _("Link for a reviewer"), "days": LIFE.days}
    if request.method == "POST":
        now = timezone.now()
        address = request.build_absolute_uri(preview_address(page, at=now))
        context |= {"address": address, "until": now + LIFE}
        log(instance=page, action=LOGGED)
    return render(request, "knowledge/admin/preview_link.html", context)


def name_in_history(actions: LogActionRegistry) -> None:
    """Hook: how the history of a page calls it."""
    actions.register_action(LOGGED, _("Link for a reviewer"), _("Made a link for a reviewer"))
