"""The fields of two versions of a data set: which came, went or changed, and in which words.

A field is the same where its heading is, because that is what a file carries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.models import DataField
from knowledge.standards.comparison import Kind, Part, compare_texts

BINDING = ("kind", "is_required", "is_unique", "codes")
WORDS = ("title", "description")
LINES = ("codes", "examples")


@dataclass(frozen=True)
class FieldRow:
    """One field in both versions; `parts` are what differs where it stands in both."""

    kind: Kind
    old: DataField | None
    new: DataField | None
    parts: Sequence[Part]

    @property
    def field(self) -> DataField:
        return self.new or self.old


def compare_fields(old: Iterable[DataField], new: Iterable[DataField]) -> Sequence[FieldRow]:
    """Every field of either version: in the order of the new one, removed ones last."""
    before = {field.name: field for field in old}
    rows = [_row(before.pop(field.name, None), field) for field in new]
    return rows + [_row(field, None) for field in before.values()]


def rule_in_words(field: DataField) -> str:
    """What a value must be: its type, whether it may be empty, whether it may come twice."""
    need = _("must be filled in") if field.is_required else _("may be empty")
    rules = [str(field.get_kind_display()), need]
    return ", ".join([*rules, _("no value twice")] if field.is_unique else rules)


def _row(old: DataField | None, new: DataField | None) -> FieldRow:
    if old is None or new is None:
        return FieldRow(Kind.REMOVED if new is None else Kind.ADDED, old, new, [])
    parts = [part for part in _parts(old, new) if part.lines]
    is_changed = any(getattr(old, name) != getattr(new, name) for name in BINDING)
    reworded = Kind.REWORDED if parts else Kind.SAME
    return FieldRow(Kind.CHANGED if is_changed else reworded, old, new, parts)


def _parts(old: DataField, new: DataField) -> Iterable[Part]:
    said = {
        "rule": (rule_in_words(old), rule_in_words(new)),
        **{name: (getattr(old, name), getattr(new, name)) for name in WORDS},
        **{name: (_apart(getattr(old, name)), _apart(getattr(new, name))) for name in LINES},
    }
    for name, (before, after) in said.items():
        lines = compare_texts(before, after) if before != after else []
        yield Part(name, get_language() or "pl", lines)


def _apart(text: str) -> str:
    """Lines as paragraphs, so that each is compared by itself."""
    return "\n\n".join(text.splitlines())
