"""How plain a text is: figures, and the sentences worth another look. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.plain_language.rules import (
    HEAPED_NOUNS,
    LONG_WORD,
    LONGEST_SENTENCE,
    RULES,
    VOWELS,
    Language,
)

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# A full stop after a short form or a number ends no sentence.
END = re.compile(
    r"(?<!\bnp)(?<!\bart)(?<!\bust)(?<!\bpkt)(?<!\bitd)(?<!\bm\.in)(?<!\d)[.!?…]+\s+|\n+"
)
MOST_FINDINGS = 12
FEWEST_WORDS = 30  # of a shorter text the index says nothing: one long word makes it a treatise


class Kind(StrEnum):
    LONG = "long"
    PASSIVE = "passive"
    NOUNS = "nouns"
    WORDY = "wordy"


@dataclass(frozen=True)
class Finding:
    """One remark on a sentence: `found` are the words it is about, `instead` what could stand there."""

    kind: Kind
    sentence: str
    found: str = ""
    instead: str = ""
    count: int = 0


@dataclass(frozen=True)
class Reading:
    """`fog` is about how many years of school a text asks for: (words a sentence + % of long words) × 0.4.

    None for a text of a few words.
    """

    words: int
    words_a_sentence: int
    fog: int | None
    findings: Sequence[Finding]
    left_out: int = 0


def read(text: str, language: str) -> Reading | None:
    """What there is to say of `text`, its paragraphs on lines of their own; None where there are no words."""
    rules = RULES.get(language)
    sentences = [one.strip() for one in END.split(text) if WORD.search(one)]
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    if not rules or not words:
        return None
    found = [finding for sentence in sentences for finding in _of_sentence(sentence, rules)]
    average = len(words) / len(sentences)
    hard = sum(_syllables(word, language) >= LONG_WORD[language] for word in words)
    return Reading(
        words=len(words),
        words_a_sentence=round(average),
        fog=None if len(words) < FEWEST_WORDS else round(0.4 * (average + 100 * hard / len(words))),
        findings=found[:MOST_FINDINGS],
        left_out=max(0, len(found) - MOST_FINDINGS),
    )


def _of_sentence(sentence: str, rules: Language) -> Iterator[Finding]:
    count = len(WORD.findall(sentence))
    if count > LONGEST_SENTENCE:
        yield Finding(Kind.LONG, sentence, count=count)
    if passive := rules.passive.search(sentence):
        yield Finding(Kind.PASSIVE, sentence, passive.group())
    nouns = rules.noun.findall(sentence)
    if len(nouns) >= HEAPED_NOUNS:
        yield Finding(Kind.NOUNS, sentence, ", ".join(nouns), count=len(nouns))
    for pattern, instead in rules.wordy.items():
        if wordy := pattern.search(sentence):
            yield Finding(Kind.WORDY, sentence, wordy.group(), instead)


def _syllables(word: str, language: str) -> int:
    return len(VOWELS[language].findall(word.lower()))
