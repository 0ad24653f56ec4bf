"""The calendar of training: a month as a grid or a list, and its feeds."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.calendars import icalendar
from knowledge.models import Topic
from training import actions
from training.feeds import address_of, feed_of, own_events, public_events
from training.models import CalendarFeed, Course
from training.month import month, month_of, next_after, shown_sessions


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    topics = Topic.objects.filter(pk__in=Course.objects.filter(live=True).values("topics"))
    topic = topics.filter(slug=request.GET.get("topic", "").replace("\0", "")).first()
    sessions = shown_sessions(request.user, topic=topic.slug if topic else "")
    shown = month(month_of(request.GET.get("month", ""), today=today), sessions, today=today)
    view = "list" if request.GET.get("view") == "list" else "month"
    context = {
        "month": shown,
        "view": view,
        "topics": topics,
        "topic": topic,
        "kept": urlencode({"topic": topic.slug} if topic else {}),
        "next_month": None if shown.sessions else next_after(shown.first, sessions),
        "feed": _feed_address(request, topic),
        "own_feed": _own_feed_address(request),
    }
    return render(request, "training/calendar/calendar.html", context)


@require_safe
def public_feed(request: HttpRequest, language: str, topic: str | None = None) -> HttpResponse:
    """What is announced, for anybody's calendar program."""
    found = Topic.objects.filter(slug=topic).first() if topic else None
    if topic and found is None:
        raise Http404
    with translation.override(language):
        name = _("Training: %(topic)s") % {"topic": found} if found else _("Training")
        events = public_events(topic=topic or "", at=timezone.now())
        answer = _answer(icalendar.feed(events, name))
    answer["Cache-Control"] = "public, max-age=900"
    return answer


@require_safe
def own_feed(request: HttpRequest, token: str) -> HttpResponse:
    """A person's places, for a program that cannot sign in: the address is the right."""
    feed = feed_of(token)
    if feed is None:
        raise Http404
    with translation.override(feed.person.language):
        events = own_events(feed.person, at=timezone.now())
        answer = _answer(icalendar.feed(events, _("My training")))
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_POST
def feed_open(request: HttpRequest) -> HttpResponse:
    actions.open_feed(by=request.user)
    return redirect(reverse("training:calendar") + "#own-feed")


@login_required
@require_POST
def feed_revoke(request: HttpRequest) -> HttpResponse:
    actions.revoke_feed(by=request.user)
    messages.success(request, _("The address of the calendar no longer works."))
    return redirect("training:calendar")


def _answer(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


def _feed_address(request: HttpRequest, topic: Topic | None) -> str:
    arguments = {"language": translation.get_language()}
    if topic:
        arguments["topic"] = topic.slug
    return request.build_absolute_uri(reverse("training_site:public_feed", kwargs=arguments))


def _own_feed_address(request: HttpRequest) -> str:
    if not request.user.is_authenticated:
        return ""
    feed = CalendarFeed.objects.filter(person=request.user).first()
    return request.build_absolute_uri(address_of(feed)) if feed else ""
