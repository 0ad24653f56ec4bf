"""What an app says about its model so that it can be found: `search_indexes.py` subclasses `AudienceIndex`.

    class SystemIndex(AudienceIndex):
        kind, kind_label, browse_name = "system", _("Systems"), "knowledge:systems"

        def get_model(self):
            return System

        def audience(self, obj):
            return {tokens.PUBLIC}

        def languages(self, obj):
            return ("pl", "en")      # title() and body() are then asked in both

        def body(self, obj):
            return obj.summary

Everything else has a default. An object outside `index_queryset()` is not in the index at all, so drafts
belong outside it, or get an audience of those who may read drafts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model, QuerySet
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from haystack import indexes

from foundation.search import grouping

REPLACED = 0.3  # importance of what is no longer in force


@dataclass(frozen=True)
class Text:
    """What a document says in one language."""

    language: str
    title: str
    body: str


@dataclass(frozen=True)
class Passage:
    """Where inside a document a question is answered: the page, and HTML with the matches marked."""

    page: int
    snippet: SafeString


@dataclass(frozen=True)
class Document:
    """One object as the engine gets it; `key` is unique, e.g. `knowledge.system.5`.

    `importance` multiplies how well it matches. `kind_names` are (language, words) by which it is found
    besides its own text: a course is found by „szkolenie” though it never says so.
    """

    key: str
    model: str
    kind: str
    texts: Sequence[Text]
    audience: frozenset[str]
    codes: Sequence[str] = ()
    on: date | None = None
    restricted_body: str = ""
    restricted_audience: frozenset[str] = frozenset()
    importance: float = 1.0
    kind_names: Sequence[tuple[str, str]] = ()
    groups: frozenset[str] = frozenset()


class AudienceIndex(indexes.SearchIndex, indexes.Indexable):
    """How objects of one model are found, shown and kept from strangers."""

    haystack_use_for_indexing = False  # the base itself; subclasses set it by existing
    text = indexes.CharField(document=True)  # Haystack demands one; engines read `document()`

    kind = ""  # in addresses: ?kind=system
    kind_label = ""  # the facet's name, in the plural
    kind_name = ""  # beside a result; the model's name when left out
    browse_name = ""  # URL name of the public list, offered when search cannot help
    importance = 1.0  # guidance before tickets: multiplies how well an object matches

    def __init_subclass__(cls, **kwargs) -> None:
        super().__init_subclass__(**kwargs)
        cls.haystack_use_for_indexing = True

    def audience(self, obj: Model) -> set[str]:
        """Tokens of everybody who may read `obj` (see `foundation.search.tokens`)."""
        raise NotImplementedError

    def visible_queryset(self, user, at: datetime | None = None) -> QuerySet:
        """What `user` may see, with what `title`, `where` and `url` read; checked for every hit shown."""
        return self.get_model().objects.visible_to(user, at)

    def languages(self, obj: Model) -> Sequence[str]:
        """Languages in which `title` and `body` are asked, the main one first."""
        return ("pl",)

    def title(self, obj: Model) -> str:
        return str(obj)

    def body(self, obj: Model) -> str:
        """Plain text, no markup."""
        return ""

    def restricted_body(self, obj: Model) -> str:
        """Text found and shown only to `restricted_audience`, e.g. internal notes."""
        return ""

    def restricted_audience(self, obj: Model) -> set[str]:
        return set()

    def codes(self, obj: Model) -> Sequence[str]:
        """Names that lead straight here: a number, a citation, an abbreviation."""
        return ()

    def passage(self, obj: Model, question) -> Passage | None:
        """The page that answers `question`, of what has pages."""
        return None

    def where(self, obj: Model) -> str:
        """Where it stands, e.g. „Standardy › Bezpieczeństwo informacji”."""
        return ""

    def date(self, obj: Model) -> date | None:
        return None

    def standing(self, obj: Model) -> str:
        """Whether it is in force, in words; empty for what never is."""
        return ""

    def is_replaced(self, obj: Model) -> bool:
        """No longer in force today, so that it comes after everything that is."""
        return False

    def turning(self, day: date) -> Iterable[Model]:
        """What comes into force or ceases to be on `day`, to be indexed afresh."""
        return ()

    def url(self, obj: Model) -> str:
        return obj.get_absolute_url()

    def topics(self, obj: Model) -> Sequence[str]:
        """Values of the facet „topic”, each with a label in `labels`."""
        return ()

    def written_for(self, obj: Model) -> Sequence[str]:
        """Values of the facet „for whom”, each with a label in `labels`."""
        return ()

    def labels(self) -> Mapping[str, str]:
        """Names of the groups this index knows of, by token (`grouping.group`)."""
        return {}

    def reindexed_by(self) -> Mapping[type[Model], Callable[[Model], Iterable[Model]]]:
        """Other models whose change changes what is found here, each with a way to the objects."""
        return {}

    def name_of_kind(self) -> str:
        return capfirst(str(self.kind_name or self.get_model()._meta.verbose_name))

    def document(self, obj: Model) -> Document:
        """Everything the engine stores about `obj`."""
        return Document(
            key=key_of(obj),
            model=obj._meta.label_lower,
            kind=self.kind,
            texts=self._texts(obj),
            audience=frozenset(self.audience(obj)),
            codes=tuple(self.codes(obj)),
            on=self.date(obj),
            restricted_body=self.restricted_body(obj),
            restricted_audience=frozenset(self.restricted_audience(obj)),
            importance=self.importance * (REPLACED if self.is_replaced(obj) else 1),
            kind_names=tuple(self._kind_names(obj)),
            groups=frozenset(self._groups(obj)),
        )

    def _groups(self, obj: Model) -> Iterable[str]:
        yield grouping.group(grouping.KIND, self.kind)
        yield from (grouping.group(grouping.TOPIC, topic) for topic in self.topics(obj))
        yield from (grouping.group(grouping.WRITTEN_FOR, one) for one in self.written_for(obj))
        if on := self.date(obj):
            yield grouping.group(grouping.YEAR, on.year)

    def _kind_names(self, obj: Model) -> Iterable[tuple[str, str]]:
        for language in self.languages(obj):
            with translation.override(language):
                yield language, f"{self.name_of_kind()} {self.kind_label}"

    def _texts(self, obj: Model) -> Sequence[Text]:
        texts = []
        for language in self.languages(obj):
            with translation.override(language):
                text = Text(language, str(self.title(obj)), str(self.body(obj)))
            if all((text.title, text.body) != (known.title, known.body) for known in texts):
                texts.append(text)
        return tuple(texts)


def key_of(obj: Model) -> str:
    """The name of an object in the index: `app.model.pk`."""
    return f"{obj._meta.label_lower}.{obj.pk}"
