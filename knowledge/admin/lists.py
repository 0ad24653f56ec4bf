"""Screens of the Wagtail admin for standards, law and systems."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from knowledge.actions.law import note_provision_change
from knowledge.admin.forms import DataFieldForm, ProvisionForm
from knowledge.admin.solutions import FUNDING_PANELS, SOLUTION_PANELS
from knowledge.duties.forms import DutyRuleForm
from knowledge.models import (
    DataField,
    DutyRule,
    FundingCall,
    LegalAct,
    Provision,
    Requirement,
    RequirementText,
    Solution,
    Standard,
    StandardVersion,
    System,
    Topic,
)
from knowledge.models.requirement import WORD_FIELDS


class KnowledgeViewSet(ModelViewSet):
    """What all these lists share. Rows are linked from everywhere, so nothing is copied."""

    copy_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 50


class TopicViewSet(KnowledgeViewSet):
    model = Topic
    icon = "tag"
    form_fields = ["name_pl", "name_en", "slug"]
    list_display = ["name_pl", "name_en"]


RESPONSIBILITY = ("level", "who_pl", "who_en", "what_pl", "what_en")


class SystemViewSet(KnowledgeViewSet):
    """Fields of a system; its state changes on the system's own page, where readers see it."""

    model = System
    icon = "site"
    list_display = ["name", "level", "state", "owner_name"]
    list_filter = ["level", "state"]
    search_fields = ["name", "owner_name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("level"),
        MultiFieldPanel([FieldPanel("summary_pl"), FieldPanel("summary_en")], _("What it is for")),
        FieldPanel("owner_name"),
        FieldPanel("contact_email"),
        FieldPanel("contact_url"),
        InlinePanel(
            "responsibilities",
            heading=_("Who is responsible"),
            label=_("Responsibility"),
            panels=[FieldPanel(name) for name in RESPONSIBILITY],
        ),
        InlinePanel("connections_out", label=_("Connection")),
    ]


class StandardViewSet(KnowledgeViewSet):
    model = Standard
    icon = "clipboard-list"
    panels = [
        FieldPanel("name_pl"),
        FieldPanel("name_en"),
        FieldPanel("slug"),
        FieldPanel("kind"),
        FieldPanel("language"),
        MultiFieldPanel([FieldPanel("summary_pl"), FieldPanel("summary_en")], _("What it is for")),
        FieldPanel("owner_name"),
        FieldPanel("source_url"),
        FieldPanel("licence"),
    ]
    list_display = ["name_pl", "owner_name"]


class StandardVersionViewSet(KnowledgeViewSet):
    """Drafts of versions; publishing is an act of its own on the version's page."""

    model = StandardVersion
    icon = "history"
    form_fields = ["standard", "number", "change_note_pl", "change_note_en"]
    list_display = ["standard", "number", "state", "in_force_from", "in_force_to"]
    list_filter = ["standard", "state"]


class RequirementViewSet(KnowledgeViewSet):
    model = Requirement
    icon = "key"
    form_fields = ["standard", "key", "systems"]
    list_display = ["key", "standard"]
    list_filter = ["standard"]
    search_fields = ["key"]


class RequirementTextViewSet(KnowledgeViewSet):
    """Texts of drafts; those of published versions are refused by the model."""

    model = RequirementText
    icon = "list-ul"
    form_fields = [
        "version",
        "requirement",
        "position",
        "code",
        "level",
        *WORD_FIELDS,
        "provisions",
    ]
    list_display = ["code", "title_pl", "level", "version"]
    list_filter = ["version", "level"]
    search_fields = ["code", "title_pl", "title_en"]


FIELDS_OF_DATA = (
    "version", "position", "name", "title_pl", "title_en", "description_pl", "description_en",
    "kind", "is_required", "is_unique", "codes", "examples",
)  # fmt: skip


class DataFieldViewSet(KnowledgeViewSet):
    """Columns of data sets in draft; those of published versions are refused by the model."""

    model = DataField
    icon = "table"
    list_display = ["name", "title_pl", "kind", "version"]
    list_filter = ["version", "kind"]
    search_fields = ["name", "title_pl", "title_en"]
    edit_handler = ObjectList(
        [FieldPanel(name) for name in FIELDS_OF_DATA], base_form_class=DataFieldForm
    )


class LegalActViewSet(KnowledgeViewSet):
    """Acts; the filter by "checked on" lists those that nobody compared with the journal yet."""

    model = LegalAct
    icon = "doc-full"
    form_fields = [
        "eli",
        "short_name",
        "title",
        "in_force_from",
        "in_force_to",
        "checked_on",
        "checked_by",
    ]
    list_display = ["short_name", "eli", "checked_on", "in_force_from", "in_force_to"]
    list_filter = {"checked_on": ["isnull"]}
    search_fields = ["short_name", "title", "eli"]


class ProvisionSaveMixin:
    """Save a provision and its periods together, prove them under a lock, and let others hear of it."""

    def save_instance(self):
        with transaction.atomic():
            instance = super().save_instance()
            note_provision_change(instance)
        return instance


class ProvisionCreateView(ProvisionSaveMixin, generic.CreateView):
    pass


class ProvisionEditView(ProvisionSaveMixin, generic.EditView):
    pass


class ProvisionViewSet(KnowledgeViewSet):
    model = Provision
    icon = "doc-full-inverse"
    add_view_class = ProvisionCreateView
    edit_view_class = ProvisionEditView
    list_display = ["act", "unit"]
    list_filter = {"periods__checked_on": ["isnull"], "act": ["exact"]}
    search_fields = ["unit", "act__short_name"]
    edit_handler = ObjectList(
        [
            FieldPanel("act"),
            FieldPanel("unit"),
            InlinePanel(
                "periods",
                label=_("Period"),
                panels=[
                    FieldPanel("valid_from"),
                    FieldPanel("valid_to"),
                    FieldPanel("gist"),
                    FieldPanel("continued_by"),
                    FieldPanel("checked_on"),
                    FieldPanel("checked_by"),
                ],
            ),
        ],
        base_form_class=ProvisionForm,
    )


class DutyViewSet(KnowledgeViewSet):
    """Duties of offices by law; one whose provision nobody has checked enters no list."""

    model = DutyRule
    icon = "calendar-check"
    list_display = ["title_pl", "period", "on", "month", "day", "is_active"]
    list_filter = {"period__checked_on": ["isnull"], "is_active": ["exact"]}
    search_fields = ["title_pl", "title_en"]
    edit_handler = ObjectList(
        [
            FieldPanel("title_pl"),
            FieldPanel("title_en"),
            FieldPanel("note_pl"),
            FieldPanel("note_en"),
            FieldPanel("period"),
            MultiFieldPanel([FieldPanel("on"), FieldPanel("month"), FieldPanel("day")], _("When")),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("kinds", "sizes", "declaration", "system")],
                _("Which offices it meets"),
            ),
            FieldPanel("is_active"),
        ],
        base_form_class=DutyRuleForm,
    )


class SolutionViewSet(KnowledgeViewSet):
    model = Solution
    icon = "pick"
    list_display = ["title_pl", "system", "is_published"]
    list_filter = ["is_published"]
    search_fields = ["title_pl", "title_en"]
    panels = SOLUTION_PANELS


class FundingCallViewSet(KnowledgeViewSet):
    """Calls; one that nobody has compared with its announcement enters no list of dates."""

    model = FundingCall
    icon = "calendar-alt"
    list_display = ["title_pl", "programme", "closes_on", "checked_on", "is_published"]
    list_filter = {"checked_on": ["isnull"], "is_published": ["exact"]}
    search_fields = ["title_pl", "title_en", "programme"]
    edit_handler = FUNDING_PANELS


class KnowledgeGroup(ModelViewSetGroup):
    menu_label = _("Standards, law, systems")
    menu_icon = "list-ul"
    menu_order = 250
    items = (
        StandardViewSet("standards"),
        StandardVersionViewSet("standard_versions"),
        RequirementViewSet("requirements"),
        RequirementTextViewSet("requirement_texts"),
        DataFieldViewSet("data_fields"),
        LegalActViewSet("legal_acts"),
        ProvisionViewSet("provisions"),
        DutyViewSet("duties"),
        SystemViewSet("systems"),
        SolutionViewSet("solutions"),
        FundingCallViewSet("funding_calls"),
        TopicViewSet("topics"),
    )
