"""„Czy chodziło o …”: a question with its misspelt words set right, within one letter each.

Only words of public documents are ever proposed, whoever asks, so that a proposal tells nothing about
what a person may not see.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from foundation.search.analysis import exact_term
from foundation.search.engines import Sighting
from foundation.search.folding import fold
from foundation.search.indexing import engine
from foundation.search.lag import lag
from foundation.search.morphology import lemmas, restored
from foundation.search.tokenising import Token, tokenise

LETTERS = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
SHORTEST, LONGEST = 4, 24  # letters of a word that is set right
MOST_WORDS = 3  # of one question


def meant(text: str) -> str:
    """`text` with its misspelt words set right; empty where nothing can be proposed.

    Raises `SearchUnavailable`. While too much waits for the index nothing is proposed: a word that has
    gone from every public document may still stand in it.
    """
    behind = lag()
    if behind.is_too_long:
        return ""
    pieces, place, tried = [], 0, 0
    for token in tokenise(text):
        if token.start < place or not _may_be_misspelt(token) or tried == MOST_WORDS:
            continue
        tried += 1
        better = _closest(token.text.lower(), behind.keys)
        if better:
            pieces += [text[place : token.start], better]
            place = token.end
    return "".join([*pieces, text[place:]]) if pieces else ""


def _may_be_misspelt(token: Token) -> bool:
    word = token.text
    return bool(exact_term(token)) and word.isalpha() and SHORTEST <= len(word) <= LONGEST


def _closest(word: str, left_out: Collection[str]) -> str:
    """The most frequent word one letter away; empty where `word` itself stands somewhere, or none does."""
    if engine().sightings(_terms(word), left_out):
        return ""
    candidates = {candidate: _terms(candidate) for candidate in set(one_letter_away(word))}
    terms = {term for terms in candidates.values() for term in terms}
    seen = engine().sightings(terms, left_out)
    counts = {
        candidate: max((seen[term].count for term in terms if term in seen), default=0)
        for candidate, terms in candidates.items()
    }
    best = max(counts, key=lambda candidate: (counts[candidate], candidate))
    return _as_written(best, seen) if counts[best] else ""


def one_letter_away(word: str) -> Iterator[str]:
    """Words that differ by a letter left out, put in, changed, or swapped with the next one."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in LETTERS if letter != after[0])
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in LETTERS)


def _terms(word: str) -> Iterable[str]:
    """What stands in the index where `word`, or another form of it, stands in a text."""
    return {fold(word), *map(fold, lemmas(word))}


def _as_written(word: str, seen: Mapping[str, Sighting]) -> str:
    """With its marks: as a text has it, or as the dictionary does."""
    folded = fold(word)
    if folded in seen:
        for token in tokenise(seen[folded].text):
            if exact_term(token) == folded:
                return token.text.lower()
    return word if lemmas(word) else min(restored(folded), default=word)
