"""From a question to what the page shows: rights, matching, and one more look at the database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Model
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from foundation.search.engines import Match
from foundation.search.facets import Facet, facets, known_groups
from foundation.search.indexes import AudienceIndex, Text
from foundation.search.indexing import audience_indexes, engine
from foundation.search.lag import Lag, lag
from foundation.search.questions import Question
from foundation.search.snippets import marked, snippet
from foundation.search.tokens import tokens_of

PAGE_SIZE = 20
LAST_PAGE = 10


@dataclass(frozen=True)
class Hit:
    """One result as a person sees it; `title` and `snippet` are HTML with the matches marked."""

    kind_name: str
    title: SafeString
    snippet: SafeString
    where: str
    url: str
    on: date | None
    standing: str = ""
    is_replaced: bool = False
    page: int | None = None
    key: str = ""


@dataclass(frozen=True)
class Results:
    """`partly` have fewer of the words; they stand after the last of the few `hits`, and are not counted.

    `total` counts everything that has what was chosen; None while counts may not be shown.

    `is_capped`: there are more than `total`.
    """

    hits: Sequence[Hit] = ()
    partly: Sequence[Hit] = ()
    facets: Sequence[Facet] = ()
    total: int | None = 0
    is_loose: bool = False
    is_capped: bool = False
    is_cut_short: bool = False
    has_more: bool = False
    lag: Lag = field(default_factory=Lag)


def search(
    question: Question,
    *,
    user,
    chosen: frozenset[str] = frozenset(),
    page: int = 1,
    labels: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> Results:
    """One page of what `user` may see, with all groups `chosen`; raises `SearchUnavailable`."""
    behind = lag()
    found = engine().find(
        question,
        tokens_of(user, at),
        language=get_language(),
        chosen=chosen,
        left_out=behind.keys,
        limit=page * PAGE_SIZE + 1,
    )
    start, end = (page - 1) * PAGE_SIZE, page * PAGE_SIZE
    return Results(
        _hits(found.matches[start:end], question, user, at),
        _hits(found.partly, question, user, at) if page == 1 else (),
        facets({} if behind.is_too_long else found.counts, chosen, labels or known_groups()),
        None if behind.is_too_long and found.matches else found.total,
        found.is_loose,
        found.is_capped,
        found.is_cut_short,
        has_more=len(found.matches) > end and page < LAST_PAGE,
        lag=behind,
    )


def _hits(matches: Sequence[Match], question: Question, user, at: datetime | None) -> Sequence[Hit]:
    objects = still_visible(matches, user, at)
    return [_hit(m, *objects[m.key], question) for m in matches if m.key in objects]


def still_visible(
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
    passage = index.passage(obj, question)
    return Hit(
        kind_name=index.name_of_kind(),
        title=marked(str(index.title(obj)), question.words, text.language),
        snippet=passage.snippet if passage else _snippet(match, text, question),
        where=_place(index, obj),
        url=index.url(obj),
        on=index.date(obj),
        standing=str(index.standing(obj)),
        is_replaced=index.is_replaced(obj),
        page=passage.page if passage else None,
        key=match.key,
    )


def _snippet(match: Match, text: Text, question: Question) -> SafeString:
    body = f"{match.restricted_body}\n{text.body}" if match.restricted_body else text.body
    return snippet(body, question.words, text.language)


def _place(index: AudienceIndex, obj: Model) -> str:
    """Where it stands, if that says more than its kind does."""
    where = str(index.where(obj))
    return "" if where in (str(index.kind_label), index.name_of_kind()) else where


def _in_language(texts: Sequence[Text]) -> Text:
    return next((text for text in texts if text.language == get_language()), texts[0])
