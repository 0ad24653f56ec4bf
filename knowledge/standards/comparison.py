"""Two versions of a standard side by side: what was added, changed, removed, and in which words.

Plain values in, plain values out; requirements are the same where their identity is, whatever their codes.
"""

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Protocol

from knowledge.models import RequirementText
from knowledge.models.localised import shown_language
from knowledge.models.requirement import WORDS
from knowledge.standards.lines import logical_lines, plain

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE = 0.4  # from which share of words in common two lines count as one line that was rewritten
MOST_LINES = 80  # beyond it lines are paired by their order only
COMPARED = tuple(name for name in WORDS if name != "change_note")


class Kind(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"  # other words, the same duty
    SAME = "same"


class Compared(Protocol):
    """What stands in one of two versions or in both."""

    @property
    def kind(self) -> Kind: ...


@dataclass(frozen=True)
class Piece:
    """A run of words that stands in one version only (`is_marked`) or in both."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class Line:
    """One line in both versions; empty where a version has no such line."""

    old: Sequence[Piece]
    new: Sequence[Piece]


@dataclass(frozen=True)
class Part:
    """One part that differs, e.g. "text"; `name` is what `part_in_words` knows."""

    name: str
    language: str
    lines: Sequence[Line]

    @property
    def has_marks(self) -> bool:
        """False where only order, links or layout differ."""
        return any(piece.is_marked for line in self.lines for piece in (*line.old, *line.new))


@dataclass(frozen=True)
class Row:
    """One requirement in both versions; `parts` are what differs where it stands in both."""

    kind: Kind
    old: RequirementText | None
    new: RequirementText | None
    parts: Sequence[Part]

    @property
    def text(self) -> RequirementText:
        return self.new or self.old


def compare(old: Iterable[RequirementText], new: Iterable[RequirementText]) -> Sequence[Row]:
    """Every requirement of either version: in the order of the new one, removed ones last."""
    before = {text.requirement_id: text for text in old}
    rows = [_row(before.pop(text.requirement_id, None), text) for text in new]
    return rows + [_row(text, None) for text in before.values()]


def counted(rows: Sequence[Compared]) -> Mapping[str, int]:
    """How many rows there are of each kind, by its value."""
    return {kind.value: sum(row.kind == kind for row in rows) for kind in Kind}


def compare_words(old: str, new: str) -> Line:
    """Two lines with the words marked that only one of them has."""
    first, second = TOKEN.findall(old), TOKEN.findall(new)
    left, right = [], []
    for step, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        is_marked = step != "equal"
        left.append(Piece("".join(first[a:b]), is_marked))
        right.append(Piece("".join(second[c:d]), is_marked))
    return Line(_joined(left), _joined(right))


def compare_texts(old: str, new: str) -> Sequence[Line]:
    """Two texts line by line in the order of the new one; a line that only moved is not marked."""
    first, second = (
        [plain(line) for line in logical_lines(text, with_code=True)] for text in (old, new)
    )
    partners = _pairs(first, second)
    removed = deque(sorted(set(range(len(first))) - set(partners.values())))
    lines = []
    for place, words in enumerate(second):
        partner = partners.get(place)
        while removed and partner is not None and removed[0] < partner:
            lines.append(compare_words(first[removed.popleft()], ""))
        lines.append(compare_words("" if partner is None else first[partner], words))
    return lines + [compare_words(first[one], "") for one in removed]


def _row(old: RequirementText | None, new: RequirementText | None) -> Row:
    if old is None or new is None:
        return Row(Kind.REMOVED if new is None else Kind.ADDED, old, new, [])
    differing = [one for one in COMPARED if _differs(one, old, new)]
    parts = [_part(name, old, new) for name in differing]
    return Row(_kind(old, new, parts), old, new, parts)


def _kind(old: RequirementText, new: RequirementText, parts: Sequence[Part]) -> Kind:
    if old.content_hash != new.content_hash:
        return Kind.CHANGED
    return Kind.REWORDED if parts else Kind.SAME


def _part(name: str, old: RequirementText, new: RequirementText) -> Part:
    language = _language(name, old, new)
    field = f"{name}_{language}"
    return Part(name, language, compare_texts(getattr(old, field), getattr(new, field)))


def _differs(name: str, old: RequirementText, new: RequirementText) -> bool:
    field = f"{name}_{_language(name, old, new)}"
    return getattr(old, field) != getattr(new, field)


def _language(name: str, old: RequirementText, new: RequirementText) -> str:
    """The reader's language, or the other one where only that is in both versions."""
    shown = shown_language(new, name)
    other = "en" if shown == "pl" else "pl"
    has = {
        one: all(getattr(text, f"{name}_{one}") for text in (old, new)) for one in (shown, other)
    }
    return other if has[other] and not has[shown] else shown


def _pairs(old: Sequence[str], new: Sequence[str]) -> Mapping[int, int]:
    """For lines of `new` their line of `old`: the same words first, then the most alike."""
    partners: dict[int, int] = {}
    free = dict(enumerate(old))
    for place, words in enumerate(new):
        same = next((one for one, other in free.items() if other == words), None)
        if same is not None:
            partners[place] = same
            del free[same]
    open_places = [place for place in range(len(new)) if place not in partners]
    if len(free) == len(open_places) == 1:
        return partners | dict(zip(open_places, free, strict=True))
    if len(free) > MOST_LINES or len(open_places) > MOST_LINES:
        return partners | dict(zip(open_places, free, strict=False))
    ranked = sorted(
        ((_likeness(old[a], new[b]), b, a) for a in free for b in open_places), reverse=True
    )
    for likeness, place, one in ranked:
        if likeness >= ALIKE and place not in partners and one in free:
            partners[place] = one
            del free[one]
    return partners


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first.split(), second.split(), autojunk=False).ratio()


def _joined(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Marked runs with nothing but white space between them become one."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        is_gap = len(joined) > 1 and not joined[-1].is_marked and not joined[-1].text.strip()
        if piece.is_marked and is_gap and joined[-2].is_marked:
            gap, before = joined.pop(), joined.pop()
            joined.append(Piece(before.text + gap.text + piece.text, True))
        else:
            joined.append(piece)
    return joined
