"""Views with counts and the list of tickets, as the desk shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Subquery
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from helpdesk import permissions
from helpdesk.desk import bulk, columns, frame, lists, rows
from helpdesk.models import DeskSettings, Queue, Tag, TicketEvent

# What belongs to one look at the list, not to the list itself.
PASSING = ("after", "before", "tab", "bulk", "select", "show")


@dataclass(frozen=True)
class Place:
    """Where a person sits: all tags (read where they are asked for), queues to give to and served, views
    with counts, newest event.
    """

    settings: DeskSettings
    tags: Sequence[Tag]
    active_queues: Sequence[Queue]
    queues: Sequence[Queue]
    views: Sequence[lists.Line]
    view: lists.Line
    last_event: int


def list_context(request: HttpRequest) -> dict[str, object]:
    """Views, rows and keys of the desk; 404 for those who do not work there."""
    at = timezone.now()
    place = read_place(request, at)
    shown = columns.chosen(place.settings.columns)
    read = {"queues": place.queues, "tags": place.tags, "fields": rows.fields_of(shown)}
    page = lists.tickets(request.user, place.view, request.GET, **read)
    return {
        "views": place.views,
        "view": place.view,
        "settings": place.settings,
        "columns": shown,
        "rows": rows.rows_of(page.rows, shown, at),
        "page": page,
        "kept": kept_query(request.GET).urlencode(),
        "word": request.GET.get("q", ""),
        "tag": lists.tag_of(request.GET, place.tags),
        "last_event": place.last_event,
        "keys": frame.keys(),
        "bulk": bulk.progress(request.user, request.GET.get("bulk", ""), at=at),
        "choices": bulk.choices(request.user, place.active_queues, place.tags)
        if "select" in request.GET
        else None,
    }


def read_place(request: HttpRequest, at: datetime) -> Place:
    """The place of the person at the desk; 404 for those who do not work there."""
    if not permissions.user_is_staff(request.user):
        raise Http404
    newest = TicketEvent.objects.order_by("-pk").values("pk")[:1]
    # One query for the queues, whether served or to be given to, and for the newest event.
    found = Queue.objects.telling_served(request.user).annotate(newest=Subquery(newest))
    active = [queue for queue in found if queue.is_active]
    queues = [queue for queue in found if queue.is_served]
    settings = DeskSettings.of(request.user)
    tags = cast("Sequence[Tag]", SimpleLazyObject(lambda: list(Tag.objects.all())))
    views = lists.lines(request.user, queues, at, saved=settings.views, tags=tags)
    last_event = queues[0].newest or 0 if queues else 0
    return Place(
        settings, tags, active, queues, views, lists.chosen(views, request.GET), last_event
    )


def kept_query(parameters: QueryDict) -> QueryDict:
    """What of an address leads to the same list again."""
    kept = parameters.copy()
    for name in PASSING:
        kept.pop(name, None)
    return kept
