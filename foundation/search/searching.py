"""From a question to what the page shows: rights, matching, and one more look at the database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Model
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from foundation.search.engines import Found, Match
from foundation.search.folding import fold
from foundation.search.indexes import AudienceIndex, Text
from foundation.search.indexing import audience_indexes, engine
from foundation.search.lag import Lag, lag
from foundation.search.questions import Question
from foundation.search.snippets import marked, snippet
from foundation.search.tokenising import tokenise
from foundation.search.tokens import tokens_of

PAGE_SIZE = 20
LAST_PAGE = 10
SUGGESTIONS = 8


@dataclass(frozen=True)
class Hit:
    """One result as a person sees it; `title` and `snippet` are HTML with the matches marked."""

    kind_name: str
    title: SafeString
    snippet: SafeString
    where: str
    url: str
    on: date | None


@dataclass(frozen=True)
class Facet:
    kind: str
    label: str
    count: int


@dataclass(frozen=True)
class Results:
    """`total` counts everything that matched, of the kind chosen; None while counts may not be shown."""

    hits: Sequence[Hit] = ()
    facets: Sequence[Facet] = ()
    total: int | None = 0
    is_loose: bool = False
    is_cut_short: bool = False
    has_more: bool = False
    lag: Lag = field(default_factory=Lag)


@dataclass(frozen=True)
class Suggestion:
    title: str
    kind_name: str
    url: str


def search(
    question: Question, *, user, kind: str = "", page: int = 1, at: datetime | None = None
) -> Results:
    """One page of what `user` may see; raises `SearchUnavailable`."""
    behind = lag()
    found = engine().find(
        question,
        tokens_of(user, at),
        language=get_language(),
        kind=kind,
        left_out=behind.keys,
        limit=page * PAGE_SIZE + 1,
    )
    start = (page - 1) * PAGE_SIZE
    matches = found.matches[start : start + PAGE_SIZE]
    objects = _still_visible(matches, user, at)
    counts = {} if behind.is_too_long else found.counts
    return Results(
        [_hit(m, *objects[m.key], question) for m in matches if m.key in objects],
        _facets(counts),
        _total(counts, found, kind),
        found.is_loose,
        found.is_cut_short,
        has_more=len(found.matches) > start + PAGE_SIZE and page < LAST_PAGE,
        lag=behind,
    )


def suggest(text: str, *, user) -> Sequence[Suggestion]:
    """Public documents whose title begins like `text`; raises `SearchUnavailable`."""
    words = [fold(token.text) for token in tokenise(text) if len(token.text) > 1][:6]
    if not words:
        return []
    matches = engine().suggest(words, get_language(), SUGGESTIONS)
    objects = _still_visible(matches, user, None)
    return [
        Suggestion(str(index.title(obj)), index.name_of_kind(), index.url(obj))
        for index, obj in (objects[m.key] for m in matches if m.key in objects)
    ]


def _still_visible(
    matches: Sequence[Match], user, at: datetime | None
) -> Mapping[str, tuple[AudienceIndex, Model]]:
    """What the database lets `user` see of these, by key: one query for each kind."""
    ids = defaultdict(list)
    for match in matches:
        label, _dot, object_id = match.key.rpartition(".")
        ids[label].append(object_id)
    visible = {}
    for label, object_ids in ids.items():
        index = audience_indexes().get(label)
        if index:
            for obj in index.visible_queryset(user, at).filter(pk__in=object_ids):
                visible[f"{label}.{obj.pk}"] = (index, obj)
    return visible


def _hit(match: Match, index: AudienceIndex, obj: Model, question: Question) -> Hit:
    text = _in_language(match.texts)
    body = f"{match.restricted_body}\n{text.body}" if match.restricted_body else text.body
    return Hit(
        kind_name=index.name_of_kind(),
        title=marked(str(index.title(obj)), question.words, text.language),
        snippet=snippet(body, question.words, text.language),
        where=_place(index, obj),
        url=index.url(obj),
        on=index.date(obj),
    )


def _place(index: AudienceIndex, obj: Model) -> str:
    """Where it stands, if that says more than its kind does."""
    where = str(index.where(obj))
    return "" if where in (str(index.kind_label), index.name_of_kind()) else where


def _in_language(texts: Sequence[Text]) -> Text:
    return next((text for text in texts if text.language == get_language()), texts[0])


def _facets(counts: Mapping[str, int]) -> Sequence[Facet]:
    labels = {index.kind: str(index.kind_label) for index in audience_indexes().values()}
    facets = [Facet(kind, labels[kind], count) for kind, count in counts.items() if kind in labels]
    return sorted(facets, key=lambda facet: (-facet.count, facet.label))


def _total(counts: Mapping[str, int], found: Found, kind: str) -> int | None:
    if found.matches and not counts:
        return None
    return counts.get(kind, 0) if kind else sum(counts.values())
