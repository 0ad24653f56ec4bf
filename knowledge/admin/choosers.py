"""How those who work in the admin pick a page, a requirement or a provision."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.blocks import ChooserBlock
from wagtail.query import PageQuerySet

from knowledge.permissions import may_write


def pages_to_choose(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Who writes no pages links to published ones, and reads no titles of others."""
    return pages if may_write(request.user) else pages.live()


class LoadedChooserBlock(ChooserBlock):
    """A chooser that reads what its citations show in one query, however many a page holds."""

    related: tuple[str, ...] = ()

    def bulk_to_python(self, values):
        found = self.model_class.objects.select_related(*self.related).in_bulk(values)
        return [found.get(value) for value in values]


class RequirementTextChooserBlock(LoadedChooserBlock):
    related = ("version__standard", "requirement")


class ProvisionChooserBlock(LoadedChooserBlock):
    related = ("act",)


requirement_text_chooser = ChooserViewSet(
    "requirement_text_chooser",
    model="knowledge.RequirementText",
    base_block_class=RequirementTextChooserBlock,
    icon="list-ul",
    choose_one_text=_("Choose a requirement"),
    choose_another_text=_("Choose another requirement"),
    per_page=20,
)

provision_chooser = ChooserViewSet(
    "provision_chooser",
    model="knowledge.Provision",
    base_block_class=ProvisionChooserBlock,
    icon="doc-full",
    choose_one_text=_("Choose a provision"),
    choose_another_text=_("Choose another provision"),
    per_page=20,
)
