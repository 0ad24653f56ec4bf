"""What search finds of knowledge: guidance, requirements, provisions and systems."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from foundation.accounts.roles import Role
from foundation.search import tokens
from foundation.search.grouping import TOPIC, WRITTEN_FOR, group
from foundation.search.indexes import AudienceIndex
from knowledge.glossary.index import GlossaryIndex
from knowledge.models import (
    Audience,
    GuidancePage,
    LegalAct,
    Provision,
    ProvisionPeriod,
    RequirementText,
    StandardVersion,
    System,
    Topic,
)
from knowledge.newsroom.index import EventIndex, NewsIndex
from knowledge.office_index import OfficeIndex
from knowledge.solution_index import FundingCallIndex, SolutionIndex
from knowledge.templatetags.knowledge import standing, standing_in_words

__all__ = [
    "EventIndex",
    "FundingCallIndex",
    "GlossaryIndex",
    "GuidanceIndex",
    "NewsIndex",
    "OfficeIndex",
    "ProvisionIndex",
    "RequirementIndex",
    "SolutionIndex",
    "SystemIndex",
]

WRITERS = {tokens.role(role) for role in (Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)}


def plain_body(page: GuidancePage) -> str:
    """Everything the blocks of a page say, without markup, their pieces apart."""
    parts = (" · ".join(block.block.get_searchable_content(block.value)) for block in page.body)
    return strip_tags(" · ".join(parts))


class GuidanceIndex(AudienceIndex):
    kind, kind_label = "guidance", gettext_lazy("Guidance")
    browse_name = "knowledge:guidance_list"
    importance = 1.3

    def get_model(self) -> type[Model]:
        return GuidancePage

    def index_queryset(self, using=None) -> QuerySet:
        return GuidancePage.objects.live().public().select_related("locale", "topic")

    def visible_queryset(self, user, at=None) -> QuerySet:
        return GuidancePage.objects.visible_to(user, at).select_related("locale", "topic")

    def audience(self, obj: GuidancePage) -> set[str]:
        return {tokens.PUBLIC}

    def languages(self, obj: GuidancePage) -> Sequence[str]:
        return (obj.locale.language_code,)

    def title(self, obj: GuidancePage) -> str:
        return obj.title

    def body(self, obj: GuidancePage) -> str:
        return f"{obj.answer} {plain_body(obj)}"

    def topics(self, obj: GuidancePage) -> Sequence[str]:
        return [obj.topic.slug] if obj.topic else []

    def written_for(self, obj: GuidancePage) -> Sequence[str]:
        return [one.value for one in obj.audiences]

    def labels(self) -> Mapping[str, str]:
        topics = {group(TOPIC, topic.slug): topic.name for topic in Topic.objects.all()}
        return topics | {group(WRITTEN_FOR, one.value): str(one.label) for one in Audience}

    def where(self, obj: GuidancePage) -> str:
        return obj.topic.name if obj.topic else ""

    def date(self, obj: GuidancePage) -> date | None:
        return obj.last_published_at and timezone.localdate(obj.last_published_at)

    def url(self, obj: GuidancePage) -> str:
        return obj.url


class RequirementIndex(AudienceIndex):
    kind, kind_label = "requirement", gettext_lazy("Requirements of standards")
    browse_name = "knowledge:standard_list"
    importance = 1.15

    def get_model(self) -> type[Model]:
        return RequirementText

    def index_queryset(self, using=None) -> QuerySet:
        return RequirementText.objects.with_version()

    def visible_queryset(self, user, at=None) -> QuerySet:
        return RequirementText.objects.visible_to(user, at).with_version()

    def audience(self, obj: RequirementText) -> set[str]:
        is_draft = obj.version.state == StandardVersion.State.DRAFT
        return WRITERS if is_draft else {tokens.PUBLIC}

    def languages(self, obj: RequirementText) -> Sequence[str]:
        return ("pl", "en")

    def title(self, obj: RequirementText) -> str:
        return obj.title

    def body(self, obj: RequirementText) -> str:
        return f"{obj.chapter}. {obj.text} {obj.how_to_check}"

    def codes(self, obj: RequirementText) -> Sequence[str]:
        return (obj.code,)

    def where(self, obj: RequirementText) -> str:
        return f"{obj.version} › {obj.code}"

    def date(self, obj: RequirementText) -> date | None:
        return obj.version.in_force_from

    def standing(self, obj: RequirementText) -> str:
        return standing_in_words(obj.version)

    def is_replaced(self, obj: RequirementText) -> bool:
        return standing(obj.version) == "past"

    def turning(self, day: date) -> Iterable[RequirementText]:
        return RequirementText.objects.filter(version__in_force_to=day - timedelta(1))

    def reindexed_by(self) -> Mapping:
        return {StandardVersion: texts_of}


def texts_of(version: StandardVersion) -> Iterable[RequirementText]:
    return version.texts.all()


class SystemIndex(AudienceIndex):
    kind, kind_label = "system", gettext_lazy("Systems")
    browse_name = "knowledge:system_list"
    importance = 1.1

    def get_model(self) -> type[Model]:
        return System

    def visible_queryset(self, user, at=None) -> QuerySet:
        return System.objects.visible_to(user, at)

    def audience(self, obj: System) -> set[str]:
        return {tokens.PUBLIC}

    def languages(self, obj: System) -> Sequence[str]:
        return ("pl", "en")

    def body(self, obj: System) -> str:
        return f"{obj.summary} {obj.owner_name}"

    def where(self, obj: System) -> str:
        return obj.owner_name


class ProvisionIndex(AudienceIndex):
    """Provisions of acts; which day's wording counts is asked on the provision's own page."""

    kind, kind_label = "provision", gettext_lazy("Provisions of law")
    importance = 1.1

    def get_model(self) -> type[Model]:
        return Provision

    def index_queryset(self, using=None) -> QuerySet:
        return Provision.objects.select_related("act").prefetch_related("periods")

    def visible_queryset(self, user, at=None) -> QuerySet:
        return self.index_queryset()

    def audience(self, obj: Provision) -> set[str]:
        return {tokens.PUBLIC}

    def body(self, obj: Provision) -> str:
        return " ".join([obj.act.title, *(period.gist for period in obj.periods.all())])

    def codes(self, obj: Provision) -> Sequence[str]:
        return (str(obj),)

    def where(self, obj: Provision) -> str:
        return obj.act.eli

    def standing(self, obj: Provision) -> str:
        periods = obj.periods.all()
        if not periods:
            return ""
        return pgettext("provision", "replaced") if self.is_replaced(obj) else _("in force")

    def is_replaced(self, obj: Provision) -> bool:
        today = timezone.localdate()
        ends = [period.valid_to for period in obj.periods.all()]
        return bool(ends) and all(end is not None and end < today for end in ends)

    def turning(self, day: date) -> Iterable[Provision]:
        return Provision.objects.filter(periods__valid_to=day - timedelta(1))

    def reindexed_by(self) -> Mapping:
        return {
            ProvisionPeriod: lambda period: [period.provision],
            LegalAct: lambda act: act.provisions.all(),
        }
