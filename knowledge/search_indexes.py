"""What search finds of knowledge: guidance, requirements, standards and systems."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Model, QuerySet
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.roles import Role
from foundation.search import tokens
from foundation.search.indexes import AudienceIndex
from knowledge.models import GuidancePage, RequirementText, StandardVersion, System

WRITERS = {tokens.role(role) for role in (Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)}


def plain_body(page: GuidancePage) -> str:
    """Everything the blocks of a page say, without markup."""
    parts = (" ".join(block.block.get_searchable_content(block.value)) for block in page.body)
    return strip_tags(" ".join(parts))


class GuidanceIndex(AudienceIndex):
    kind, kind_label = "guidance", gettext_lazy("Guidance")
    browse_name = "knowledge:guidance_list"

    def get_model(self) -> type[Model]:
        return GuidancePage

    def index_queryset(self, using=None) -> QuerySet:
        return GuidancePage.objects.live().public().select_related("locale", "topic")

    def visible_queryset(self, user, at=None) -> QuerySet:
        return GuidancePage.objects.visible_to(user, at).select_related("locale")

    def audience(self, obj: GuidancePage) -> set[str]:
        return {tokens.PUBLIC}

    def languages(self, obj: GuidancePage) -> Sequence[str]:
        return (obj.locale.language_code,)

    def title(self, obj: GuidancePage) -> str:
        return obj.title

    def body(self, obj: GuidancePage) -> str:
        return f"{obj.answer} {plain_body(obj)}"

    def where(self, obj: GuidancePage) -> str:
        return _("Guidance")

    def date(self, obj: GuidancePage) -> date | None:
        return obj.last_published_at and obj.last_published_at.date()

    def url(self, obj: GuidancePage) -> str:
        return obj.url


class RequirementIndex(AudienceIndex):
    kind, kind_label = "requirement", gettext_lazy("Requirements of standards")
    browse_name = "knowledge:standard_list"

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
        return f"{obj.chapter} {obj.text} {obj.how_to_check}"

    def codes(self, obj: RequirementText) -> Sequence[str]:
        return (obj.code,)

    def where(self, obj: RequirementText) -> str:
        return f"{obj.version} › {obj.code}"

    def date(self, obj: RequirementText) -> date | None:
        return obj.version.in_force_from

    def reindexed_by(self) -> Mapping:
        return {StandardVersion: texts_of}


def texts_of(version: StandardVersion) -> Iterable[RequirementText]:
    return version.texts.all()


class SystemIndex(AudienceIndex):
    kind, kind_label = "system", gettext_lazy("Systems")
    browse_name = "knowledge:system_list"

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
        return _("Systems")
