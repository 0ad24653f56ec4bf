"""The result of a test with choice questions. Pure: questions and answers in, a score out.

A question counts as right when exactly its right answers were chosen; there is no half of a question.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Question:
    """One question: `choices` and `right` are keys of its answers."""

    key: str
    choices: tuple[str, ...]
    right: frozenset[str]


@dataclass(frozen=True)
class Score:
    """How it went: keys of the questions that were answered right, of all that were asked."""

    right: frozenset[str]
    asked: int

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down, so that 79.9 does not read as 80; without questions 100."""
        return 100 * len(self.right) // self.asked if self.asked else 100

    def passes(self, pass_percent: int) -> bool:
        return len(self.right) * 100 >= self.asked * pass_percent


def score(questions: Sequence[Question], answers: Mapping[str, Collection[str]]) -> Score:
    """Compare what was chosen, by key of the question, with what is right."""
    right = {q.key for q in questions if q.right and frozenset(answers.get(q.key, ())) == q.right}
    return Score(frozenset(right), len(questions))


def attempts_left(used: int, allowed: int) -> int:
    return max(allowed - used, 0)


def shuffled(keys: Sequence[str], *, seed: str) -> list[str]:
    """The keys in an order that looks like chance and is the same for the same seed."""
    return sorted(keys, key=lambda key: sha256(f"{seed}:{key}".encode()).digest())
