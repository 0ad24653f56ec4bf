"""The report of broken links, on a page of the Wagtail admin and as a file."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem

from foundation.spreadsheets import csv_response, xlsx_response
from knowledge.links.registers import (
    RegisterLink,
    broken_in_registers,
    unclear_in_registers,
)
from knowledge.models import PageLink
from knowledge.permissions import may_write

PAGE_SIZE = 50


class ReportItem(MenuItem):
    """Among Wagtail's reports, for those who write."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_write(request.user)


@require_safe
def broken_links(request: HttpRequest) -> HttpResponseBase:
    if not may_write(request.user):
        raise PermissionDenied
    links, in_registers = PageLink.objects.broken(), broken_in_registers()
    name = f"{_('broken-links')}-{timezone.localdate():%Y-%m-%d}"
    match request.GET.get("export"):
        case "csv":
            return csv_response(f"{name}.csv", _headings(), _rows(request, links, in_registers))
        case "xlsx":
            rows, title = _rows(request, links, in_registers), _("Broken links")
            return xlsx_response(f"{name}.xlsx", _headings(), rows, title=title)
    context = {
        "page_title": _("Broken links"),
        "links": Paginator(links, PAGE_SIZE).get_page(request.GET.get("p")),
        "in_registers": _edited(request, in_registers),
        "unclear": PageLink.objects.unclear()[:PAGE_SIZE],
        "unclear_in_registers": _edited(request, unclear_in_registers()[:PAGE_SIZE]),
    }
    return render(request, "knowledge/admin/broken_links.html", context)


def _headings() -> Sequence[str]:
    return (
        _("Page"),
        _("Language"),
        _("Address of the page"),
        _("Link text"),
        _("Leads to"),
        _("Broken since"),
        _("Answer"),
    )


def _edited(
    request: HttpRequest, links: Sequence[RegisterLink]
) -> Sequence[tuple[RegisterLink, str | None]]:
    """Each with where its record is edited, as far as this person may."""
    finder = AdminURLFinder(request.user)
    return [(link, finder.get_edit_url(link.record)) for link in links]


def _rows(
    request: HttpRequest, links: Sequence[PageLink], in_registers: Sequence[RegisterLink]
) -> Iterator[Sequence[object]]:
    for link in links:
        edited = request.build_absolute_uri(reverse("wagtailadmin_pages:edit", args=[link.page_id]))
        since = timezone.localdate(link.since)
        language = link.page.locale.language_code
        yield link.page.title, language, edited, link.words, link.leads_to, since, link.said
    for link, edited in _edited(request, in_registers):
        whole = request.build_absolute_uri(edited) if edited else ""
        address, since = link.address, timezone.localdate(link.address.failing_since)
        yield str(link.record), "", whole, link.kind, address.url, since, address.said
