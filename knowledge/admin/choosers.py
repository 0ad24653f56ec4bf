"""How those who work in the admin pick a requirement or a provision."""

from collections.abc import Sequence

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import chooser as chooser_views
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.blocks import ChooserBlock


class SeenOnly:
    """Offers texts of those versions that the person may see."""

    def get_object_list(self) -> QuerySet:
        return self.model_class.objects.visible_to(self.request.user).with_version()


class RequirementTextChooseView(SeenOnly, chooser_views.ChooseView):
    pass


class RequirementTextResultsView(SeenOnly, chooser_views.ChooseResultsView):
    pass


class SeenChosen:
    """Gives no title of a text that was not offered."""

    def get_object(self, pk: object) -> Model:
        return get_object_or_404(self.model_class.objects.visible_to(self.request.user), pk=pk)

    def get_objects(self, pks: Sequence[object]) -> QuerySet:
        return self.model_class.objects.visible_to(self.request.user).filter(pk__in=pks)


class RequirementTextChosenView(SeenChosen, chooser_views.ChosenView):
    pass


class RequirementTextChosenMultipleView(SeenChosen, chooser_views.ChosenMultipleView):
    pass


class RequirementTextChooserViewSet(ChooserViewSet):
    choose_view_class = RequirementTextChooseView
    choose_results_view_class = RequirementTextResultsView
    chosen_view_class = RequirementTextChosenView
    chosen_multiple_view_class = RequirementTextChosenMultipleView


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


requirement_text_chooser = RequirementTextChooserViewSet(
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
