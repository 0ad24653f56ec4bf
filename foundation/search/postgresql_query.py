"""Our question as PostgreSQL's conditions and scores; its parsers and dictionaries are never used."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from foundation.search.postgresql_documents import quoted
from foundation.search.questions import Question, Want, Word

# What a lexeme counts by its label: D form in text, C spelling in text, B title, A code.
LABELS = "'{0.125, 0.19, 0.5, 1}'"
VECTOR = "<vector>"  # where a score says which column is looked at
KIND_NAME = 0.5
STEP = 1.3  # lexemes of about the same weight are scored together


@dataclass
class Condition:
    """SQL with its parameters."""

    sql: str
    parameters: list[object] = field(default_factory=list)


def joined(word: str, conditions: Sequence[Condition]) -> Condition:
    return Condition(
        word.join(f"({condition.sql})" for condition in conditions),
        [one for condition in conditions for one in condition.parameters],
    )


def either(lexemes: Iterable[str]) -> str:
    """A `tsquery`, as text: any of these."""
    return " | ".join(quoted(lexeme) for lexeme in lexemes)


def lexemes_of(word: Word) -> Mapping[str, float]:
    """What `word` may stand as, and what each counts."""
    weights = {f"={word.exact}": 1.0, f"#{word.exact}": 1.0}
    for lemma, weight in word.lemmas.items():
        weights[lemma] = weight
        weights[f"~{lemma}"] = weight * KIND_NAME
    return weights


def met(want: Want, restricted_tokens: Collection[str]) -> Condition:
    """That a document meets `want`; in restricted text only where one of the tokens allows it."""
    readings, parameters = [], []
    for reading in want.readings:
        words = []
        for word in reading:
            query = either(lexemes_of(word))
            words.append("vector @@ %s::tsquery")
            parameters.append(query)
            if restricted_tokens:
                words[-1] += " OR (restricted_audience && %s AND restricted @@ %s::tsquery)"
                parameters += [sorted(restricted_tokens), query]
        readings.append(" AND ".join(f"({condition})" for condition in words))
    return Condition(" OR ".join(f"({reading})" for reading in readings), parameters)


def score(question: Question, share: Mapping[str, float], documents: int) -> Condition:
    """How well a document matches: what each lexeme counts, times how rare it is.

    `share` is the part of all documents that have a lexeme, where it is known.
    """
    together: dict[int, list[str]] = defaultdict(list)
    for word in question.words:
        for lexeme, weight in lexemes_of(word).items():
            rarity = 1 + log(documents / (1 + share.get(lexeme, 0) * documents))
            step = round(log(max(weight * rarity, 0.01)) / log(STEP))
            if lexeme not in together[step]:
                together[step].append(lexeme)
    parts, parameters = [], []
    for step, lexemes in together.items():
        # PostgreSQL divides by the number of lexemes asked for.
        parts.append(f"{STEP**step * len(lexemes)} * ts_rank({LABELS}, {VECTOR}, %s::tsquery)")
        parameters.append(either(lexemes))
    return Condition(" + ".join(parts), parameters)


def every_lexeme(question: Question) -> Sequence[str]:
    return sorted({lexeme for word in question.words for lexeme in lexemes_of(word)})


def begun(words: Sequence[str]) -> str:
    """A `tsquery` for titles and codes of public documents with these words, the last perhaps unfinished."""
    return " & ".join(quoted("^" + word) for word in words) + ":*"


def begun_in_title(words: Sequence[str]) -> Sequence[str]:
    """The same for titles as regular expressions, all of which must be found."""
    *whole, last = map(re.escape, words)
    return [*(rf"\m{word}\M" for word in whole), rf"\m{last}"]
