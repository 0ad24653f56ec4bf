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
from django.utils.text import capfirst
from haystack import indexes


@dataclass(frozen=True)
class Text:
    """What a document says in one language."""

    language: str
    title: str
    body: str


@dataclass(frozen=True)
class Document:
    """One object as the engine gets it; `key` is unique, e.g. `knowledge.system.5`."""

    key: str
    model: str
    kind: str
    texts: Sequence[Text]
    audience: frozenset[str]
    codes: Sequence[str] = ()
    on: date | None = None
    restricted_body: str = ""
    restricted_audience: frozenset[str] = frozenset()


class AudienceIndex(indexes.SearchIndex, indexes.Indexable):
    """How objects of one model are found, shown and kept from strangers."""

    haystack_use_for_indexing = False  # the base itself; subclasses set it by existing
    text = indexes.CharField(document=True)  # Haystack demands one; engines read `document()`

    kind = ""  # in addresses: ?kind=system
    kind_label = ""  # the facet's name, in the plural
    kind_name = ""  # beside a result; the model's name when left out
    browse_name = ""  # URL name of the public list, offered when search cannot help

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

    def where(self, obj: Model) -> str:
        """Where it stands, e.g. „Standardy › Bezpieczeństwo informacji”."""
        return ""

    def date(self, obj: Model) -> date | None:
        return None

    def url(self, obj: Model) -> str:
        return obj.get_absolute_url()

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
        )

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
