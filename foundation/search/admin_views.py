"""Screens of the Wagtail admin by which editors look after search."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from foundation.search.models import BestBet, CountedQuestion, Synonym


class SearchViewSet(ModelViewSet):
    copy_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 50


class SynonymViewSet(SearchViewSet):
    model = Synonym
    icon = "tag"
    form_fields = ["names"]
    search_fields = ["names"]


class BestBetViewSet(SearchViewSet):
    model = BestBet
    icon = "pick"
    form_fields = ["words", "language", "title", "note", "address"]
    list_display = ["words", "title", "language"]
    list_filter = ["language"]
    search_fields = ["words", "title"]


class WithoutHitView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().shown().without_hit().order_by("-in_vain", "-last_at")


class WithoutClickView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().shown().without_click()


class WithoutHitViewSet(SearchViewSet):
    """What to write guidance about; a row is deleted once somebody has."""

    model = CountedQuestion
    index_view_class = WithoutHitView
    menu_label = _("Searches without a hit")
    icon = "help"
    form_fields = ["text"]
    list_display = ["text", "in_vain", "times", "language", "last_at"]
    list_filter = ["language"]
    search_fields = ["text"]


class WithoutClickViewSet(WithoutHitViewSet):
    """What is found and not what was wanted: a better title or a best bet helps."""

    index_view_class = WithoutClickView
    menu_label = _("Searches without a click")
    icon = "view"
    list_display = ["text", "times", "language", "last_at"]


class SearchGroup(ModelViewSetGroup):
    menu_label = _("Search")
    menu_icon = "search"
    menu_order = 260
    items = (
        WithoutHitViewSet("without_hit"),
        WithoutClickViewSet("without_click"),
        BestBetViewSet("best_bets"),
        SynonymViewSet("synonyms"),
    )
