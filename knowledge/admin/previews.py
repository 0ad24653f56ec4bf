"""Giving a draft to a reviewer without an account, in the admin."""

from collections.abc import Iterator, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from foundation.accounts.models import User
from knowledge.actions.previews import LIFE, MADE, REVOKED, make_preview_link, revoke_preview_link
from knowledge.models import PreviewLink
from knowledge.site.previews import open_links, preview_address


def preview_button(page: Page, user: User, view_name: str, **around: object) -> Iterator[Button]:
    """Hook: beside the other acts of a page that has something unpublished."""
    if (page.has_unpublished_changes or not page.live) and page.permissions_for_user(
        user
    ).can_edit():
        address = reverse("knowledge_preview_link", args=[page.pk])
        yield Button(_("Link for a reviewer"), address, icon_name="link", priority=70)


def preview_link(request: HttpRequest, page_id: int) -> HttpResponse:
    """What such a link is, which ones are open, and by a button a new one."""
    page = get_object_or_404(Page.objects.specific(), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method == "POST":
        make_preview_link(page, by=request.user)
        messages.success(request, _("The link is made. Copy it to the reviewer."))
        return redirect("knowledge_preview_link", page.pk)
    context = {
        "page": page,
        "page_title": _("Link for a reviewer"),
        "days": LIFE.days,
        "links": _with_addresses(request, page),
    }
    return render(request, "knowledge/admin/preview_link.html", context)


@require_POST
def revoke_link(request: HttpRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(PreviewLink.objects.select_related("page"), pk=pk)
    revoke_preview_link(link, by=request.user)
    messages.success(request, _("The link is taken back; it shows nothing any more."))
    return redirect("knowledge_preview_link", link.page_id)


def _with_addresses(request: HttpRequest, page: Page) -> Sequence[tuple[PreviewLink, str]]:
    links = open_links(page, at=timezone.now())
    return [(link, request.build_absolute_uri(preview_address(link))) for link in links]


def name_in_history(actions: LogActionRegistry) -> None:
    """Hook: how the history of a page calls it."""
    actions.register_action(MADE, _("Link for a reviewer"), _("Made a link for a reviewer"))
    actions.register_action(
        REVOKED, _("Link for a reviewer taken back"), _("Took a link for a reviewer back")
    )
