"""How terms of the glossary are found by search."""

from collections.abc import Sequence

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy

from foundation.search import tokens
from foundation.search.indexes import AudienceIndex
from knowledge.models import GlossaryTerm


class GlossaryIndex(AudienceIndex):
    kind, kind_label = "term", gettext_lazy("Terms of the glossary")
    importance = 0.6  # its title is the word itself: what says what to do about it comes first
    browse_name = "knowledge:glossary"

    def get_model(self) -> type[Model]:
        return GlossaryTerm

    def index_queryset(self, using=None) -> QuerySet:
        return GlossaryTerm.objects.filter(live=True)

    def visible_queryset(self, user, at=None) -> QuerySet:
        return GlossaryTerm.objects.visible_to(user, at)

    def audience(self, obj: GlossaryTerm) -> set[str]:
        return {tokens.PUBLIC}

    def languages(self, obj: GlossaryTerm) -> Sequence[str]:
        return ("pl", "en")

    def title(self, obj: GlossaryTerm) -> str:
        return f"{obj.name} ({obj.abbreviation})" if obj.abbreviation else obj.name

    def body(self, obj: GlossaryTerm) -> str:
        return obj.definition
