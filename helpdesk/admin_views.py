"""Screens of the Wagtail admin for what supervisors set up: queues, who answers them, how soon."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from helpdesk.models import Queue, QueueMember, Route, ServiceLevel


class HelpdeskViewSet(ModelViewSet):
    """What all these lists share."""

    copy_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 50


class QueueViewSet(HelpdeskViewSet):
    model = Queue
    icon = "list-ul"
    form_fields = ["name_pl", "name_en", "slug", "on_hold_pauses", "position", "is_active"]
    list_display = ["name_pl", "name_en", "is_active"]


class QueueMemberViewSet(HelpdeskViewSet):
    model = QueueMember
    icon = "group"
    form_fields = ["queue", "user"]
    list_display = ["queue", "user"]
    list_filter = ["queue"]


class RouteViewSet(HelpdeskViewSet):
    model = Route
    icon = "arrow-right"
    form_fields = ["kind", "system", "queue"]
    list_display = ["kind", "system", "queue"]
    list_filter = ["kind", "queue"]


class ServiceLevelViewSet(HelpdeskViewSet):
    """A change counts for tickets that come afterwards; what was promised to the others stays."""

    model = ServiceLevel
    icon = "time"
    form_fields = [
        "queue",
        "priority",
        "first_response_minutes",
        "resolution_minutes",
        "calendar",
    ]
    list_display = ["queue", "priority", "first_response_minutes", "resolution_minutes", "calendar"]
    list_filter = ["queue", "priority"]


class HelpdeskGroup(ModelViewSetGroup):
    menu_label = _("Help desk")
    menu_icon = "mail"
    menu_order = 260
    items = (
        QueueViewSet("queues"),
        QueueMemberViewSet("queue_members"),
        RouteViewSet("routes"),
        ServiceLevelViewSet("service_levels"),
    )
