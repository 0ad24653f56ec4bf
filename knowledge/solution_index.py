"""How search finds solutions to join and calls for funding."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy, pgettext

from foundation.accounts.roles import Role
from foundation.search import tokens
from foundation.search.indexes import AudienceIndex
from knowledge.models import FundingCall, Solution, System

WRITERS = {tokens.role(role) for role in (Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)}


class PublishedIndex(AudienceIndex):
    """What is public once its box „published” is ticked."""

    def audience(self, obj: Solution | FundingCall) -> set[str]:
        return {tokens.PUBLIC} if obj.is_published else WRITERS

    def languages(self, obj: Model) -> Sequence[str]:
        return ("pl", "en")


class SolutionIndex(PublishedIndex):
    kind, kind_label = "solution", gettext_lazy("Ready-to-use solutions")
    browse_name = "knowledge:solution_list"
    importance = 1.1

    def get_model(self) -> type[Model]:
        return Solution

    def index_queryset(self, using=None) -> QuerySet:
        return Solution.objects.select_related("system")

    def visible_queryset(self, user, at=None) -> QuerySet:
        return Solution.objects.visible_to(user, at).select_related("system")

    def body(self, obj: Solution) -> str:
        said = (obj.summary, obj.for_whom, obj.conditions, obj.cost, obj.joining, obj.system.name)
        return " · ".join(filter(None, said))

    def where(self, obj: Solution) -> str:
        return obj.system.name

    def reindexed_by(self) -> Mapping:
        return {System: lambda system: system.solutions.all()}


class FundingCallIndex(PublishedIndex):
    kind, kind_label = "funding", gettext_lazy("Calls for funding")
    browse_name = "knowledge:funding_list"

    def get_model(self) -> type[Model]:
        return FundingCall

    def visible_queryset(self, user, at=None) -> QuerySet:
        return FundingCall.objects.visible_to(user, at)

    def body(self, obj: FundingCall) -> str:
        return " · ".join(filter(None, (obj.summary, obj.who, obj.share, obj.announced_by)))

    def codes(self, obj: FundingCall) -> Sequence[str]:
        return (obj.programme,)

    def where(self, obj: FundingCall) -> str:
        return obj.programme

    def date(self, obj: FundingCall) -> date | None:
        return obj.opens_on

    def standing(self, obj: FundingCall) -> str:
        return pgettext("call for funding", "closed") if self.is_replaced(obj) else ""

    def is_replaced(self, obj: FundingCall) -> bool:
        return obj.standing == "over"

    def turning(self, day: date) -> Iterable[FundingCall]:
        return FundingCall.objects.filter(closes_on=day - timedelta(1))
