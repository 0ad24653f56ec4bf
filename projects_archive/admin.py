"""The archive in Wagtail's admin: records that people write, programmes."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from projects_archive.models import FundingProgramme, ProjectRecord


class GatedPolicy(ModelPermissionPolicy):
    """Nobody publishes in Wagtail: the gate of five questions is the only way to readers."""

    def user_has_permission(self, user, action: str) -> bool:
        return action != "publish" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions) -> bool:
        return super().user_has_any_permission(user, set(actions) - {"publish"})


class RecordIndexView(IndexView):
    default_ordering = "-pk"


def _both(*names: str) -> list[FieldRowPanel]:
    return [FieldRowPanel([FieldPanel(f"{name}_pl"), FieldPanel(f"{name}_en")]) for name in names]


class ProjectRecordViewSet(SnippetViewSet):
    model = ProjectRecord
    index_view_class = RecordIndexView
    icon = "doc-full"
    menu_label = _("Projects")
    add_to_admin_menu = True
    ordering = "-pk"
    list_per_page = 50
    list_display = ["__str__", "organisation", LiveStatusTagColumn(label=_("Status"))]
    inspect_view_enabled = True
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("project", widget=forms.NumberInput),
                    *_both("title", "summary", "goals", "results"),
                ],
                heading=_("Description"),
            ),
            ObjectList(
                _both("worked", "differently", "costs", "lock_in"), heading=_("Lessons for others")
            ),
            ObjectList(
                [
                    FieldPanel("organisation"),
                    MultiFieldPanel(
                        [
                            FieldRowPanel(
                                [FieldPanel("total_value"), FieldPanel("eu_contribution")]
                            ),
                            FieldPanel("programme"),
                            FieldRowPanel([FieldPanel("started_on"), FieldPanel("ended_on")]),
                        ],
                        heading=_("Money and dates"),
                    ),
                    FieldRowPanel([FieldPanel("partners"), FieldPanel("suppliers")]),
                    FieldPanel("systems"),
                    FieldPanel("requirements"),
                    FieldRowPanel([FieldPanel("licence"), FieldPanel("source_code_url")]),
                    FieldRowPanel([FieldPanel("durability_until"), FieldPanel("contact_email")]),
                ],
                heading=_("Facts and links"),
            ),
        ]
    )


class FundingProgrammeViewSet(ModelViewSet):
    model = FundingProgramme
    icon = "tag"
    menu_label = _("Funding programmes")
    add_to_settings_menu = True
    form_fields = ["code", "period", "name_pl", "name_en"]
    list_display = ["code", "period", "name_pl"]
    search_fields = ["code", "name_pl"]
