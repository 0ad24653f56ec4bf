"""Text to terms, for documents and for questions alike; pure, and the same for every engine.

Each word gives one exact term (its spelling, folded) and the folded dictionary forms behind it. Words
are looked up with their marks and folded afterwards, so „sądu” and „sadu” stay apart in the dictionary.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from whoosh.lang.porter import stem

from foundation.search.folding import fold
from foundation.search.indexes import Text
from foundation.search.morphology import guessed_lemmas, lemmas, restored
from foundation.search.synonyms import STOP_WORDS
from foundation.search.tokenising import Token, tokenise

MAXIMUM_CHARACTERS = 200_000  # of one text; what is longer is found by its beginning
MAXIMUM_TERM = 64
_FOLDED_STOP_WORDS = frozenset(map(fold, STOP_WORDS))


@dataclass(frozen=True, slots=True)
class Terms:
    """What one text is found by: spellings and dictionary forms, each with its repetitions."""

    exact: Sequence[str]
    lemmas: Sequence[str]


def analyse(texts: Iterable[tuple[str, str]]) -> Terms:
    """Terms of texts given as (language, text)."""
    exact: list[str] = []
    bases: list[str] = []
    for language, text in texts:
        for token in tokenise(text[:MAXIMUM_CHARACTERS]):
            spelling = exact_term(token)
            if spelling:
                exact.append(spelling)
                bases.extend(lemma_terms(token, language))
    return Terms(exact, bases)


def analyse_titles(texts: Iterable[Text]) -> Terms:
    return analyse(_once((text.language, text.title) for text in texts))


def analyse_bodies(texts: Iterable[Text]) -> Terms:
    return analyse(_once((text.language, text.body) for text in texts))


def _once(texts: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Without repetitions: a name that is the same in both languages counts once."""
    first: dict[str, str] = {}
    for language, text in texts:
        first.setdefault(text, language)
    return ((language, text) for text, language in first.items())


def exact_term(token: Token) -> str:
    """The spelling, folded; empty for a word that is not indexed."""
    return fold(token.text)[:MAXIMUM_TERM] if token.is_code else _exact_word(token.text)


@lru_cache(maxsize=100_000)
def _exact_word(word: str) -> str:
    term = fold(word)[:MAXIMUM_TERM]
    return "" if is_stop_word(word) or (len(term) < 2 and not term.isdigit()) else term


def is_stop_word(word: str) -> bool:
    """Also without marks: „sa” for „są”."""
    return word.lower() in STOP_WORDS or fold(word) in _FOLDED_STOP_WORDS


def lemma_terms(token: Token, language: str) -> frozenset[str]:
    """The folded dictionary forms, all of them where a word has several."""
    return frozenset() if token.is_code else _lemma_terms(token.text.lower(), language)


@lru_cache(maxsize=100_000)
def _lemma_terms(word: str, language: str) -> frozenset[str]:
    if language == "en":
        return frozenset({stem(fold(word))[:MAXIMUM_TERM]})
    found = lemmas(word) or _prefixed_lemmas(word) or _restored_lemmas(word)
    return frozenset(fold(lemma)[:MAXIMUM_TERM] for lemma in found or guessed_lemmas(word))


def _restored_lemmas(word: str) -> frozenset[str]:
    """Dictionary forms of what was written without marks: „zgloszeniach” → „zgłoszenie”."""
    return frozenset(lemma for variant in restored(word) for lemma in lemmas(variant))


def _prefixed_lemmas(word: str) -> frozenset[str]:
    """„edoręczeniami”, written together or with a hyphen: „edoręczenie”, when „doręczenie” is a word."""
    if not word.startswith("e") or len(word) < 5:
        return frozenset()
    return frozenset("e" + lemma for lemma in lemmas(word[1:]) or _restored_lemmas(word[1:]))
