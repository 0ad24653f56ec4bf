"""Pieces of the open ticket around its conversation: tags, checklist, who else hears of it."""

from collections.abc import Mapping

from django.db.models import Count, F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from helpdesk import followers
from helpdesk.desk.pieces import Panel, Part
from helpdesk.models import ChecklistItem, CopyAddress, Tag, Ticket, Watcher


def _tags(_request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    tags = list(ticket.tags.all())
    return {
        "tags_put": tags,
        "tags_free": [tag for tag in Tag.objects.active() if tag not in tags],
    }


def _checklist(request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    items = ChecklistItem.objects.visible_to(request.user).filter(ticket=ticket)
    listed = list(items.select_related("done_by"))
    return {
        "checklist_items": listed,
        "checklist_done": sum(item.is_done for item in listed),
    }


def _people(request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    watchers = Watcher.objects.visible_to(request.user).filter(ticket=ticket)
    listed = list(watchers.select_related("user"))
    known = {watcher.user_id for watcher in listed}
    copies = CopyAddress.objects.visible_to(request.user).active().filter(ticket=ticket)
    return {
        "people_watching": listed,
        "people_own": next((w for w in listed if w.user_id == request.user.pk), None),
        "people_to_invite": [u for u in followers.colleagues(ticket) if u.pk not in known],
        "people_copies": list(copies.select_related("added_by")),
    }


def _marks(_request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    """Tags and counts of the strip, in one query: one row for each tag, with the counts beside it."""
    counts = {
        "items": Count("checklist", distinct=True),
        "done": Count("checklist", filter=Q(checklist__done_at__isnull=False), distinct=True),
        "watching": Count("watchers", distinct=True),
        "copies": Count("copy_addresses", filter=Q(copy_addresses__removed_at=None), distinct=True),
    }
    fields = ("slug", "name_pl", "name_en")
    names = {f"tag_{field}": F(f"tags__{field}") for field in fields}
    found = Ticket.objects.filter(pk=ticket.pk).order_by("tags__name_pl")
    rows = list(found.values(**names).annotate(**counts))
    tags = [Tag(**{field: row[f"tag_{field}"] for field in fields}) for row in rows]
    tags = [tag for tag in tags if tag.slug]
    return {"marks": rows[0] | {"tags": tags}}


TAGS = Panel("tags", _("Tags"), "helpdesk/around/tags.html", _tags, "t")
CHECKLIST = Panel("checklist", _("Checklist"), "helpdesk/around/checklist.html", _checklist, "c")
PEOPLE = Panel("people", _("Followers, copies"), "helpdesk/around/people.html", _people, "f")
MARKS = Part("helpdesk/around/marks.html", _marks)
