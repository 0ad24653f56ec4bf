"""When does a requirement count as changed? When its level lines differ, not when an example does."""

import hashlib
import re

LEVEL_WORD = re.compile(
    r"\b(must|should|may|shall|musi|muszą|powinien|powinna|powinno|powinny|powinni|może|mogą)\b",
    re.IGNORECASE,
)
LINK = re.compile(r"\[([^\]]{0,300})\]\([^)]{0,500}\)")
MARKS = re.compile(r"[*_`#>]+|^\s*(?:[-+•]|\d{1,3}[.)])\s+")
EXAMPLE = re.compile(r"^\s*(?:>|(?:np\.|przykład|na przykład|e\.g\.|example|for example)\b)", re.I)


def level_lines(text: str) -> tuple[str, ...]:
    """The lines of `text` that say must, should or may, normalised; all lines when none does.

    White space, Markdown marks and the targets of links are dropped; lines that are examples or quotes too.
    """
    lines = [line for line in text.splitlines() if line.strip() and not EXAMPLE.match(line)]
    chosen = [line for line in lines if LEVEL_WORD.search(line)] or lines
    return tuple(_normalised(line) for line in chosen)


def content_hash(level: str, text: str) -> str:
    """SHA-256 (hex) of the level and the level lines of `text`: equal hashes mean "not changed"."""
    return hashlib.sha256("\n".join((level, *level_lines(text))).encode()).hexdigest()


def _normalised(line: str) -> str:
    return " ".join(MARKS.sub(" ", LINK.sub(r"\1", line)).split()).casefold()
