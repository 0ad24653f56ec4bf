"""How well an engine answers the judged questions: recall and nDCG over a fixed corpus.

    python -m tests.search.judged      prints the figures of the engine in use

Recall counts every judged document. nDCG (Järvelin and Kekäläinen) discounts by the logarithm of the rank
and gains 2**grade - 1.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path
from statistics import mean

import yaml

from foundation.search.folding import fold
from foundation.search.grouping import KIND, group
from foundation.search.indexes import REPLACED, Document, Text
from foundation.search.questions import understood
from foundation.search.synonyms import FIRST_SYNONYMS, STOP_WORDS
from foundation.search.tokenising import tokenise
from foundation.search.tokens import PUBLIC

FOLDER = Path(__file__).parent
DEPTH = 10
# Importance and name of each kind, as the apps' indexes say them.
KINDS = {
    "guidance": (1.3, "Poradnik"),
    "requirement": (1.15, "Wymaganie standardu"),
    "system": (1.1, "System"),
    "course": (1.0, "Szkolenie"),
    "project": (0.9, "Projekt"),
    "ticket": (0.6, "Zgłoszenie"),
}

Find = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Judged:
    """A question, and how well each document answers it (3 best); what is not named does not."""

    text: str
    grades: Mapping[str, int]

    def recall(self, found: Sequence[str]) -> float:
        return len(self.grades.keys() & found) / min(len(self.grades), DEPTH)

    def ndcg(self, found: Sequence[str]) -> float:
        best = sorted(self.grades.values(), reverse=True)
        return _gain([self.grades.get(key, 0) for key in found]) / _gain(best)


@dataclass(frozen=True)
class Figures:
    recall: float
    ndcg: float

    def __str__(self) -> str:
        return f"recall at {DEPTH} {self.recall:.3f}, nDCG at {DEPTH} {self.ndcg:.3f}"


@cache
def questions() -> Sequence[Judged]:
    rows = yaml.safe_load((FOLDER.parent / "queries.yml").read_text())
    return [Judged(str(text), grades) for text, grades in rows]


@cache
def corpus() -> Sequence[Mapping[str, object]]:
    return yaml.safe_load((FOLDER / "corpus.yml").read_text())


def documents() -> Iterator[Document]:
    for row in corpus():
        importance, kind_name = KINDS[row["kind"]]
        yield Document(
            key=f"judged.{row['kind']}.{row['id']}",
            model=f"judged.{row['kind']}",
            kind=row["kind"],
            texts=[Text(row.get("lang", "pl"), row["title"], row["body"])],
            audience=frozenset({PUBLIC}),
            codes=row.get("codes", ()),
            on=row.get("on"),
            importance=importance * (REPLACED if row.get("replaced") else 1),
            kind_names=[("pl", kind_name)],
            groups=frozenset({group(KIND, row["kind"])}),
        )


def asked_of(engine, language: str = "pl") -> Find:
    """The names of the documents that `engine` finds, best first."""

    def find(text: str) -> Sequence[str]:
        found = engine.find(
            understood(text, lambda: FIRST_SYNONYMS),
            frozenset({PUBLIC}),
            language=language,
            limit=DEPTH,
        )
        return [match.key.split(".", 2)[2] for match in [*found.matches, *found.partly]]

    return find


def figures(find: Find, judged: Sequence[Judged]) -> Figures:
    answers = [(one, find(one.text)[:DEPTH]) for one in judged]
    return Figures(
        mean(one.recall(found) for one, found in answers),
        mean(one.ndcg(found) for one, found in answers),
    )


def uses_another_form(judged: Judged) -> bool:
    """Does the question have a word that its best answer does not have as typed?"""
    best = max(judged.grades, key=judged.grades.__getitem__)
    row = next(row for row in corpus() if row["id"] == best)
    codes = " ".join(row.get("codes", ()))
    written = f"{row['title']} {row['body']} {codes}".lower()
    known = {token.text.lower() for token in tokenise(written)}
    asked = {token.text.lower() for token in tokenise(judged.text) if token.text.isalpha()}
    return any(word not in known for word in asked if fold(word) not in map(fold, STOP_WORDS))


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))
