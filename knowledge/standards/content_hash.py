"""When does a requirement count as changed? When its level lines differ, not when an example does."""

import hashlib
import re

from knowledge.standards.lines import ITEM, logical_lines, plain

LEVEL_WORD = re.compile(
    r"\b(must|should|may|shall|required|recommended|optional|musi|muszą|powinien|powinna|powinno|powinny"
    r"|powinni|może|mogą|należy|nie wolno|obowiązan[aey]|zobowiązan[aey])\b",
    re.IGNORECASE,
)
HEADING = re.compile(r"^\s*#")
EXAMPLE = re.compile(r"^\s*(?:>|(?:np\.|przykład|na przykład|e\.g\.|example|for example)\b)", re.I)
IN_BRACKETS = re.compile(
    r"\s*\((?:np\.|na przykład|takie jak|e\.g\.|for example|such as)[^()]*\)", re.I
)
IN_SENTENCE = re.compile(
    r",?\s*(?:\bnp\.|\bna przykład\b|\be\.g\.|\bfor example\b),?[^,.!?;:()]*", re.IGNORECASE
)
AT_THE_END = " .,;:"


def level_lines(text: str) -> tuple[str, ...]:
    """The lines of `text` that say must, should or may, and its first one, normalised.

    All lines where none says so. A paragraph or an item of a list is one line, however it is wrapped. White
    space, Markdown marks, headings, targets of links and examples (lines, brackets, clauses) are dropped.
    """
    lines = logical_lines(text, with_code=False)
    lines = [line for line in lines if not EXAMPLE.match(ITEM.sub("", line))]
    lines = [line for line in lines if not HEADING.match(line)] or lines
    chosen = [line for line in lines if LEVEL_WORD.search(line)]
    if lines and lines[0] not in chosen:
        chosen = [lines[0], *chosen] if chosen else lines
    return tuple(_normalised(line) for line in chosen)


def content_hash(level: str, text: str) -> str:
    """SHA-256 (hex) of the level and the level lines of `text`, in whatever order they stand.

    Equal hashes mean "not changed": an office need not assess the requirement anew.
    """
    return hashlib.sha256("\n".join((level, *sorted(level_lines(text)))).encode()).hexdigest()


def _normalised(line: str) -> str:
    said = IN_BRACKETS.sub("", plain(line))
    said = IN_SENTENCE.sub(_unless_it_binds, said)
    return " ".join(said.split()).casefold().rstrip(AT_THE_END)


def _unless_it_binds(example: re.Match) -> str:
    """An example goes, unless it names a level itself."""
    return example.group() if LEVEL_WORD.search(example.group()) else ""
