"""How search finds news and events."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from foundation.search import tokens
from foundation.search.grouping import TOPIC, WRITTEN_FOR, group
from foundation.search.indexes import AudienceIndex
from knowledge.models import Audience, EventPage, NewsPage, Topic


class PublishedPageIndex(AudienceIndex):
    """Published pages of one kind, each in its own language."""

    kind_label = gettext_lazy("News and events")
    kind = "news"
    browse_name = "knowledge:news_list"
    importance = 0.9  # dated: guidance on the same thing comes first

    def index_queryset(self, using=None) -> QuerySet:
        return self.get_model().objects.live().public().select_related("locale", "topic")

    def visible_queryset(self, user, at=None) -> QuerySet:
        visible = self.get_model().objects.visible_to(user, at)
        return visible.select_related("locale", "topic")

    def audience(self, obj: Page) -> set[str]:
        return {tokens.PUBLIC}

    def languages(self, obj: Page) -> Sequence[str]:
        return (obj.locale.language_code,)

    def title(self, obj: Page) -> str:
        return obj.title

    def body(self, obj: Page) -> str:
        blocks = (block.block.get_searchable_content(block.value) for block in obj.body)
        words = [" · ".join(said) for said in blocks]
        return " · ".join([obj.lead, *map(strip_tags, words)])

    def topics(self, obj: Page) -> Sequence[str]:
        return [obj.topic.slug] if obj.topic else []

    def written_for(self, obj: Page) -> Sequence[str]:
        return [obj.audience] if obj.audience else []

    def labels(self) -> Mapping[str, str]:
        topics = {group(TOPIC, topic.slug): topic.name for topic in Topic.objects.all()}
        return topics | {group(WRITTEN_FOR, one.value): str(one.label) for one in Audience}

    def url(self, obj: Page) -> str:
        return obj.url


class NewsIndex(PublishedPageIndex):
    def get_model(self) -> type[Model]:
        return NewsPage

    def where(self, obj: NewsPage) -> str:
        return obj.topic.name if obj.topic else ""

    def date(self, obj: NewsPage) -> date | None:
        return obj.first_published_at and timezone.localdate(obj.first_published_at)


class EventIndex(PublishedPageIndex):
    def get_model(self) -> type[Model]:
        return EventPage

    def body(self, obj: EventPage) -> str:
        """What was planned and what was agreed are looked for, too."""
        planned = [f"{item.title} {item.speaker}" for item in obj.agenda.all()]
        agreed = [f"{one.words} {one.owner}" for one in obj.conclusions.all()]
        return " · ".join([super().body(obj), obj.place, *planned, *agreed])

    def where(self, obj: EventPage) -> str:
        day = date_format(timezone.localdate(obj.starts_at), "j E Y")
        where = obj.place or _("online")
        return f"{day}, {where}"

    def date(self, obj: EventPage) -> date:
        return timezone.localdate(obj.starts_at)
