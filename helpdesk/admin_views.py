"""Screens of the Wagtail admin for what supervisors set up: queues, who answers them, ways in."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from helpdesk.admin_categories import CategoryViewSet
from helpdesk.incidents.admin_views import LegalClockViewSet, OfficialChannelViewSet
from helpdesk.mail.imap.admin_views import MailboxViewSet
from helpdesk.models import (
    BarredMove,
    CannedReply,
    EscalationStep,
    Macro,
    Queue,
    QueueMember,
    Route,
    Tag,
)


class HelpdeskViewSet(ModelViewSet):
    """What all these lists share."""

    copy_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 50


class QueueViewSet(HelpdeskViewSet):
    model = Queue
    icon = "list-ul"
    form_fields = [
        "name_pl",
        "name_en",
        "slug",
        "on_hold_pauses",
        "assigns",
        "needs_approval",
        "closes_after_days",
        "position",
        "is_active",
    ]
    list_display = ["name_pl", "name_en", "is_active"]


class QueueMemberViewSet(HelpdeskViewSet):
    model = QueueMember
    icon = "group"
    form_fields = ["queue", "user", "most_open", "systems", "approves"]
    list_display = ["queue", "user", "most_open"]
    list_filter = ["queue"]


class RouteViewSet(HelpdeskViewSet):
    model = Route
    icon = "arrow-right"
    form_fields = ["kind", "system", "queue"]
    list_display = ["kind", "system", "queue"]
    list_filter = ["kind", "queue"]


class EscalationStepViewSet(HelpdeskViewSet):
    model = EscalationStep
    icon = "warning"
    form_fields = ["queue", "share", "whom"]
    list_display = ["queue", "share", "whom"]
    list_filter = ["queue"]


class BarredMoveViewSet(HelpdeskViewSet):
    """Without rows every queue allows all changes of status that make sense."""

    model = BarredMove
    icon = "no-view"
    form_fields = ["queue", "from_status", "to_status"]
    list_display = ["queue", "from_status", "to_status"]
    list_filter = ["queue"]


class CannedReplyViewSet(HelpdeskViewSet):
    model = CannedReply
    icon = "openquote"
    form_fields = ["name_pl", "name_en", "queue", "body_pl", "body_en", "is_active"]
    list_display = ["name_pl", "name_en", "queue", "is_active"]
    list_filter = ["queue", "is_active"]
    search_fields = ["name_pl", "name_en", "body_pl", "body_en"]


# What a step needs stands beside its kind; the model refuses a value of another kind.
STEP_PANELS = [
    FieldPanel("kind"),
    FieldRowPanel([FieldPanel("canned_reply"), FieldPanel("tag")]),
    FieldPanel("text"),
    FieldRowPanel([FieldPanel("status"), FieldPanel("priority")]),
    FieldRowPanel([FieldPanel("assignee"), FieldPanel("queue")]),
]


class MacroViewSet(HelpdeskViewSet):
    """Steps are done in their order, handing over to another queue last."""

    model = Macro
    icon = "cogs"
    list_display = ["name_pl", "name_en", "queue", "is_active"]
    list_filter = ["queue", "is_active"]
    search_fields = ["name_pl", "name_en"]
    edit_handler = ObjectList(
        [
            FieldPanel("name_pl"),
            FieldPanel("name_en"),
            FieldPanel("queue"),
            FieldPanel("is_active"),
            InlinePanel("steps", label=_("Step"), min_num=1, panels=STEP_PANELS),
        ]
    )


class TagViewSet(HelpdeskViewSet):
    model = Tag
    icon = "tag"
    form_fields = ["name_pl", "name_en", "slug", "is_active"]
    list_display = ["name_pl", "name_en", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name_pl", "name_en"]


class HelpdeskGroup(ModelViewSetGroup):
    menu_label = _("Help desk")
    menu_icon = "mail"
    menu_order = 260
    items = (
        QueueViewSet("queues"),
        QueueMemberViewSet("queue_members"),
        RouteViewSet("routes"),
        CategoryViewSet("categories"),
        LegalClockViewSet("legal_clocks"),
        OfficialChannelViewSet("official_channels"),
        BarredMoveViewSet("barred_moves"),
        EscalationStepViewSet("escalation_steps"),
        CannedReplyViewSet("canned_replies"),
        MacroViewSet("macros"),
        TagViewSet("tags"),
        MailboxViewSet("mailboxes"),
    )
