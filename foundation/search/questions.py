"""What a person typed, as an engine-neutral question. No engine's own syntax ever gets through.

A question is a list of wants, all of which a page should meet; a want is met by any of its readings:
the word itself, or what it abbreviates. A reading is a list of words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from whoosh.lang.porter import stem

from foundation.search.analysis import exact_term, lemma_terms
from foundation.search.folding import fold
from foundation.search.models import Synonym
from foundation.search.morphology import lemmas, place_name, restored
from foundation.search.tokenising import Token, tokenise

MAXIMUM_CHARACTERS = 300
MAXIMUM_WORDS = 16
LESS_LIKELY = 0.4  # weight of a reading that the dictionary merely allows


@dataclass(frozen=True)
class Word:
    """One word asked for: its spelling, and dictionary forms with their weights (1 = certain)."""

    exact: str
    lemmas: Mapping[str, float]


Group = Sequence[Sequence[Word]]  # names of the same thing, each as its words


@dataclass(frozen=True)
class Want:
    readings: Sequence[Sequence[Word]]


@dataclass(frozen=True)
class Question:
    """`left_out` is how many words stood beyond the limit."""

    text: str
    wants: Sequence[Want]
    left_out: int = 0

    @property
    def words(self) -> Sequence[Word]:
        """Every word that counts as a match, e.g. for marking it in a snippet."""
        return [word for want in self.wants for reading in want.readings for word in reading]


def ask(text: str) -> Question:
    """Read what a person typed, with the synonyms that editors keep.

    Raises `ValidationError`, with a message for that person, when nothing can be looked up.
    """
    return understood(text, Synonym.objects.lines)


def understood(text: str, lines: Callable[[], tuple[str, ...]]) -> Question:
    """The same with the synonyms of `lines`, asked for only when there is something to look up.

    Raises `ValidationError`, with a message for that person, when nothing can be looked up.
    """
    if len(text) > MAXIMUM_CHARACTERS:
        raise ValidationError(
            _("Please shorten your question to %(limit)s characters."),
            params={"limit": MAXIMUM_CHARACTERS},
        )
    tokens = _searched_tokens(text)
    if not tokens:
        raise ValidationError(_("Type at least one word of two letters or a number."))
    left_out = max(len(tokens) - MAXIMUM_WORDS, 0)
    wants = _wants(tokens[:MAXIMUM_WORDS], synonym_groups(lines()))
    return Question(text.strip(), wants, left_out)


def _searched_tokens(text: str) -> list[Token]:
    """Tokens worth looking up, each place in the text once: its most specific one."""
    by_place: dict[tuple[int, int], Token] = {}
    ends_at = -1
    for token in tokenise(text):
        inside_a_code = token.end <= ends_at and not token.is_code
        if exact_term(token) and not inside_a_code:
            by_place[token.start, token.end] = token
            ends_at = token.end if token.is_code else ends_at
    return list({exact_term(token): token for token in by_place.values()}.values())


def _wants(tokens: Sequence[Token], groups: Sequence[Group]) -> Sequence[Want]:
    words = [word_of(token) for token in tokens]
    wants, place = [], 0
    while place < len(words):
        length, others = _synonyms_at(words, place, groups)
        wants.append(Want([words[place : place + length], *others]))
        place += length
    return wants


def word_of(token: Token) -> Word:
    """A token with every dictionary form that its writer may have meant."""
    exact = exact_term(token)
    if token.is_code:
        return Word(exact, {})
    weights = dict.fromkeys(lemma_terms(token, "pl"), 1.0)
    for guess in (stem(exact), place_name(exact)):
        weights.setdefault(guess, LESS_LIKELY)
    for variant in restored(token.text.lower()):
        for lemma in lemmas(variant):
            weights.setdefault(fold(lemma), LESS_LIKELY)
    return Word(exact, weights)


@lru_cache(maxsize=4)
def synonym_groups(lines: tuple[str, ...]) -> Sequence[Group]:
    """Names separated by commas, as words; read anew only when a line changed."""
    return [[_words_of(name) for name in line.split(",")] for line in lines]


def _words_of(name: str) -> Sequence[Word]:
    return [word_of(token) for token in _searched_tokens(name)]


def _synonyms_at(
    words: Sequence[Word], place: int, groups: Sequence[Group]
) -> tuple[int, list[Sequence[Word]]]:
    """How many words from `place` on are a known name (1 if none), and what else it is called."""
    best: tuple[int, list[Sequence[Word]]] = (1, [])
    for forms in groups:
        for form in filter(None, forms):
            asked = words[place : place + len(form)]
            is_longer = len(form) > best[0] or not best[1]
            if is_longer and len(asked) == len(form) and all(map(is_same, asked, form)):
                best = (len(form), [other for other in forms if other is not form])
    return best


def is_same(one: Word, other: Word) -> bool:
    """Are these forms of one word?"""
    if not one.lemmas or not other.lemmas:
        return one.exact == other.exact
    certain = {lemma for lemma, weight in one.lemmas.items() if weight == 1.0}
    return one.exact == other.exact or any(
        lemma in certain for lemma, weight in other.lemmas.items() if weight == 1.0
    )
