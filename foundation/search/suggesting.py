"""What is offered while a person types: public documents by title and code, and what a full code names for
this person alone, by the hook `search_direct_hits(text, user)`.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.utils.translation import get_language
from wagtail import hooks

from foundation.search.engines import SearchUnavailable
from foundation.search.folding import fold
from foundation.search.indexing import engine
from foundation.search.lag import lag
from foundation.search.searching import still_visible
from foundation.search.tokenising import UNITS, tokenise

SUGGESTIONS = 8
SUGGEST_BY = 8  # words of what was typed


@dataclass(frozen=True)
class Suggestion:
    title: str
    kind_name: str
    url: str


def suggest(text: str, *, user) -> Sequence[Suggestion]:
    """What `text`, whole, names for `user`; then public documents whose title or code begins like it,
    without what was replaced; none of these while the engine is away.
    """
    with suppress(SearchUnavailable):
        return [*_named_outright(text, user), *_beginning_like(text, user)][:SUGGESTIONS]
    return _named_outright(text, user)


def _named_outright(text: str, user) -> Sequence[Suggestion]:
    found = (name(text, user) for name in hooks.get_hooks("search_direct_hits"))
    return [one for one in found if one]


def _beginning_like(text: str, user) -> Sequence[Suggestion]:
    words = [fold(token.text) for token in tokenise(text) if len(token.text) > 1]
    words = [word for word in words if word not in UNITS][:SUGGEST_BY]  # „§ 19 ust.” is unfinished
    if not words:
        return []
    matches = engine().suggest(words, get_language(), SUGGESTIONS, left_out=lag().keys)
    objects = still_visible(matches, user, None)
    return [
        Suggestion(str(index.title(obj)), index.name_of_kind(), index.url(obj))
        for index, obj in (objects[m.key] for m in matches if m.key in objects)
        if not index.is_replaced(obj)
    ]
