"""The glossary in Wagtail's admin: written by editors, published by reviewers."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from knowledge.models import GlossaryTerm


def _both(name: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{name}_pl"), FieldPanel(f"{name}_en")])


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossary")
    menu_order = 255
    add_to_admin_menu = True
    list_per_page = 50
    list_display = ["name_pl", "abbreviation", "live"]
    search_fields = ["name_pl", "name_en", "abbreviation"]
    panels = [
        _both("name"),
        FieldPanel("abbreviation"),
        FieldPanel("slug"),
        _both("definition"),
        MultiFieldPanel([FieldPanel("provision"), FieldPanel("source")], _("Where it comes from")),
    ]
