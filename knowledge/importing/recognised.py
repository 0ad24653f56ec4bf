"""What was recognised in a document, before anything is written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LEVELS = (
    (
        "must",
        re.compile(
            r"\b(must|shall|required|musi|muszą|należy|nie wolno|(z?obowiązan)[aey])\b", re.I
        ),
    ),
    ("should", re.compile(r"\b(should|recommended|powin(ien|na|no|ny|ni))\b", re.IGNORECASE)),
    ("may", re.compile(r"\b(may|optional|może|mogą)\b", re.IGNORECASE)),
)
ENGLISH = re.compile(r"\b(must|should|may|shall|optional)\b", re.IGNORECASE)
POLISH = re.compile(r"\b(musi|muszą|powin(?:ien|na|no|ny|ni)|może|mogą|należy)\b", re.IGNORECASE)


class UnreadableStandard(Exception):
    """No standard can be read from this; the text says why, for a person."""

    field = "document"  # of a form, where it is mended


class NumberMissing(UnreadableStandard):
    field = "number"


@dataclass(frozen=True)
class RecognisedRequirement:
    """One requirement; `source` is the file or heading it was read from, `former_keys` its older names."""

    source: str
    key: str
    code: str
    level: str
    title: str
    text: str
    chapter: str = ""
    how_to_check: str = ""
    evidence: str = ""
    heads: str = ""
    it: str = ""
    staff: str = ""
    background: str = ""
    former_keys: Sequence[str] = ()


@dataclass(frozen=True)
class LeftOut:
    """A piece that is no requirement, and why."""

    source: str
    reason: str


@dataclass(frozen=True)
class RecognisedStandard:
    """One version of a standard; `language` is `pl` or `en`, the one it is written in."""

    slug: str
    name: str
    number: str
    language: str
    change_note: str
    requirements: Sequence[RecognisedRequirement]
    left_out: Sequence[LeftOut] = ()


def level_of(text: str) -> str:
    """The strongest level that `text` names: must, should or may; empty where it names none."""
    return next((level for level, words in LEVELS if words.search(text)), "")


def language_of(texts: Sequence[str]) -> str:
    """The language whose words of level are the more frequent ones."""
    whole = "\n".join(texts)
    return "en" if len(ENGLISH.findall(whole)) > len(POLISH.findall(whole)) else "pl"
