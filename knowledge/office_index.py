"""How offices are found: by name, place and TERC code."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation, RegisterState
from foundation.search import tokens
from foundation.search.indexes import AudienceIndex
from knowledge.offices import public_offices, terc_codes


class OfficeIndex(AudienceIndex):
    """Public offices and their units; who works there is nobody's business."""

    kind, kind_label, kind_name = "office", _("Offices"), _("office")
    importance = 0.7  # a word such as „gmina” stands in the name of every other one

    def get_model(self) -> type[Organisation]:
        return Organisation

    def index_queryset(self, using: str | None = None) -> QuerySet[Organisation]:
        return public_offices().select_related("parent").prefetch_related("territories__periods")

    def visible_queryset(self, user, at: datetime | None = None) -> QuerySet[Organisation]:
        return self.index_queryset()

    def audience(self, obj: Organisation) -> set[str]:
        return {tokens.PUBLIC}

    def body(self, obj: Organisation) -> str:
        return f"{obj.get_kind_display()} {obj.place}"

    def codes(self, obj: Organisation) -> Sequence[str]:
        return terc_codes(obj)

    def where(self, obj: Organisation) -> str:
        return obj.place

    def url(self, obj: Organisation) -> str:
        return reverse("knowledge:office", args=[obj.pk])

    def reindexed_by(self) -> Mapping[type[Model], Callable[[Model], Iterable[Model]]]:
        """The import of the register writes offices in bulk and its own row last; some are closed by it."""
        return {RegisterState: lambda state: Organisation.objects.governments()}
