"""Finding objects for pages that show them in their own way: a list's search box, offers while typing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils.translation import get_language

from foundation.search.analysis import analyse
from foundation.search.engines import Match
from foundation.search.indexes import AudienceIndex
from foundation.search.indexing import engine
from foundation.search.lag import lag
from foundation.search.questions import Question
from foundation.search.searching import still_visible
from foundation.search.tokens import tokens_of

READ_FOR_MEETING = 1500  # characters of a text in which the words of a question are looked for


@dataclass(frozen=True)
class FoundObject:
    """One object that the person may see. How many of the question's wants it meets, as a whole and by
    its title alone, says whether it is more than a chance hit.
    """

    key: str
    obj: Model
    index: AudienceIndex
    words_met: int
    title_words_met: int

    @property
    def title(self) -> str:
        return str(self.index.title(self.obj))

    @property
    def url(self) -> str:
        return self.index.url(self.obj)


def find_objects(
    question: Question, *, user, kinds: Collection[str], limit: int, at: datetime | None = None
) -> Sequence[FoundObject]:
    """The best `limit` objects of `kinds` that `user` may see; raises `SearchUnavailable`."""
    matches = _matches(question, user, kinds, limit, at)
    objects = still_visible(matches, user, at)
    return [
        _found(question, match, *objects[match.key]) for match in matches if match.key in objects
    ]


def find_keys(
    question: Question, *, user, kind: str, limit: int, at: datetime | None = None
) -> Sequence[int]:
    """Primary keys of what the index holds for `user`, best first, to narrow a list that asks
    `visible_to` itself; raises `SearchUnavailable`.
    """
    return [int(m.key.rpartition(".")[2]) for m in _matches(question, user, (kind,), limit, at)]


def _matches(
    question: Question, user, kinds: Collection[str], limit: int, at: datetime | None
) -> Sequence[Match]:
    found = engine().find(
        question,
        tokens_of(user, at),
        language=get_language(),
        among=kinds,
        left_out=lag().keys,
        limit=limit,
    )
    return found.matches


def _found(question: Question, match: Match, index: AudienceIndex, obj: Model) -> FoundObject:
    titles = [(text.language, text.title) for text in match.texts]
    bodies = [(text.language, text.body[:READ_FOR_MEETING]) for text in match.texts]
    met = _wants_met(question, [*titles, *bodies])
    return FoundObject(match.key, obj, index, met, _wants_met(question, titles))


def _wants_met(question: Question, texts: Sequence[tuple[str, str]]) -> int:
    terms = analyse(texts)
    exact, lemmas = set(terms.exact), set(terms.lemmas)
    return sum(
        any(
            all(word.exact in exact or not lemmas.isdisjoint(word.lemmas) for word in reading)
            for reading in want.readings
        )
        for want in question.wants
    )
