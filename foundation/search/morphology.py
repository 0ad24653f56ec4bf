"""Dictionary forms of Polish words: Morfeusz where there is a wheel, else simplemma.

Morfeusz objects are not for sharing between threads: each thread loads its own, when first asked
(0.2 s). Everything here takes and returns lower-case words with their marks.
"""

import re
import threading
from functools import lru_cache

import simplemma

from foundation.search.folding import fold, marked_variants

try:
    import morfeusz2
except ImportError:  # no wheel for Linux on ARM
    morfeusz2 = None

lemmatiser_name = "morfeusz2" if morfeusz2 else "simplemma"

_local = threading.local()
# Endings of borrowed words that no dictionary knows: phishingu, ransomware'u, ePUAP-em.
_ENDINGS = (
    *("iach", "iami", "ami", "ach", "owi", "iem", "ów", "om", "em", "ie"),
    *("ą", "ę", "u", "a", "y", "i", "e", "o"),
)
# An adjective made of such a word: phishingowy, ransomware'owych.
_ADJECTIVE = re.compile(r"(?<=\w{4})ow(?:y|a|e|ą|ego|emu|ej|ym|ych|ymi)$")
_PLACE = re.compile(r"(?<=\w\w\w)(ow|in|yn)(?:a|u|em|ie)$")
_NOT_WORDS = ("ign", "interp", "aglt", "dig", "symb")


@lru_cache(maxsize=100_000)
def lemmas(word: str) -> frozenset[str]:
    """All dictionary forms of `word`; empty for a word the dictionary does not know."""
    return _morfeusz_lemmas(word) if morfeusz2 else _simplemma_lemmas(word)


def guessed_lemmas(word: str) -> frozenset[str]:
    """For a word no dictionary knows: itself, without a case ending, and what an adjective is made of."""
    noun = _ADJECTIVE.sub("", word)
    if noun != word:
        return frozenset({word, noun})
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return frozenset({word, word.removesuffix(ending)})
    return frozenset({word})


@lru_cache(maxsize=10_000)
def is_given_name(word: str) -> bool:
    """May `word` be a given name, in any case form? Where there is no Morfeusz, nothing is known of names."""
    return "imię" in _names(word)


@lru_cache(maxsize=10_000)
def is_surname(word: str) -> bool:
    """May `word` be a surname? What the dictionary does not know may be."""
    return "nazwisko" in _names(word) or not lemmas(word)


def _names(word: str) -> set[str]:
    if morfeusz2 is None:
        return set()
    return {label for *_place, found in _morfeusz().analyse(word) for label in found[3]}


def place_name(word: str) -> str:
    """„jarzebinowa” → „jarzebinowo”: places whose forms the dictionary takes for an adjective; else `word`."""
    return _PLACE.sub(r"\1o", word)


@lru_cache(maxsize=20_000)
def restored(word: str) -> frozenset[str]:
    """Known words that somebody may have meant by typing `word` without marks."""
    if fold(word) != word or not word.isalpha():
        return frozenset()
    return frozenset(variant for variant in marked_variants(word) if lemmas(variant))


def _morfeusz() -> "morfeusz2.Morfeusz":
    if not hasattr(_local, "morfeusz"):
        _local.morfeusz = morfeusz2.Morfeusz(
            generate=False, expand_tags=False, case_handling=morfeusz2.IGNORE_CASE
        )
    return _local.morfeusz


def _morfeusz_lemmas(word: str) -> frozenset[str]:
    found = set()
    for _start, _end, (_form, lemma, tag, *_labels) in _morfeusz().analyse(word):
        # „miasto:S” is a homonym's label, „Księga_Ezdrasza” the name behind an abbreviation.
        lemma = lemma.partition(":")[0].lower()
        if not tag.startswith(_NOT_WORDS) and lemma.isalpha():
            found.add(lemma)
    return frozenset(found)


def _simplemma_lemmas(word: str) -> frozenset[str]:
    if not simplemma.is_known(word, lang="pl"):
        return frozenset()
    return frozenset({simplemma.lemmatize(word, lang="pl").lower()})
