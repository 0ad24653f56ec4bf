"""The public status page: how systems work, what is planned, what was."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from helpdesk.models import NoticeEntry, ServiceNotice
from helpdesk.status_page import reading
from helpdesk.status_page.permissions import may_publish
from knowledge import caching
from knowledge.models import ContentVersion

NEWEST = 50


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Every system, current difficulties and planned works; kept for anonymous readers."""

    def page() -> HttpResponse:
        context = reading.overview(timezone.now())
        context |= {"this_month": timezone.localdate(), "may_publish": may_publish(request.user)}
        return render(request, "helpdesk/status/page.html", context)

    return caching.answer(request, page, version=ContentVersion.current)


@require_safe
def status_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The history of one month."""
    found = reading.month_of(year, month, timezone.localdate())
    if found is None:
        raise Http404

    def page() -> HttpResponse:
        context = {"month": found, "notices": reading.history(found), "at": timezone.now()}
        return render(request, "helpdesk/status/month.html", context)

    return caching.answer(request, page, version=ContentVersion.current)


@require_safe
def status_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One difficulty or planned works with all its entries."""
    notice = get_object_or_404(reading.told(ServiceNotice.objects.visible_to(request.user)), pk=pk)

    def page() -> HttpResponse:
        context = {"notice": notice, "at": timezone.now()}
        context["may_publish"] = may_publish(request.user)
        return render(request, "helpdesk/status/notice.html", context)

    return caching.answer(request, page, version=ContentVersion.current)


def _feed_tag(_request: HttpRequest, language: str) -> str:
    return f'"status-{language}-{ContentVersion.current()}"'


@require_safe
@condition(etag_func=_feed_tag)
def status_feed(request: HttpRequest, language: str) -> HttpResponse:
    """The newest entries of all notices as Atom (RFC 4287), in one language."""
    with translation.override(language):
        feed = Atom1Feed(
            title=_("State of the systems"),
            link=request.build_absolute_uri(reverse("helpdesk:status")),
            description="Punkt Wsparcia",
            feed_url=request.build_absolute_uri(),
            language=language,
            author_name="Punkt Wsparcia",
        )
        entries = NoticeEntry.objects.select_related("notice").prefetch_related("notice__systems")
        for entry in entries.order_by("-at", "-pk")[:NEWEST]:
            _add_entry(feed, entry, request)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _add_entry(feed: Atom1Feed, entry: NoticeEntry, request: HttpRequest) -> None:
    address = request.build_absolute_uri(entry.notice.get_absolute_url())
    host = request.get_host().partition(":")[0]
    feed.add_item(
        title=f"{entry.notice.title} – {', '.join(s.name for s in entry.notice.systems.all())}",
        link=f"{address}#entry-{entry.pk}",
        unique_id=f"tag:{host},2026:status-entry-{entry.pk}-{feed.feed['language']}",
        description=entry.text,
        pubdate=entry.at,
        updateddate=entry.at,
    )
