"""What the pages around publiccode.yml show: each value of a file beside what the draft says now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects_archive.models import CodeFile, ProjectRecord
from projects_archive.models.software import SoftwareFields, as_field
from projects_archive.publiccode.reading import Remark
from projects_archive.publiccode.specification import KEYS


@dataclass(frozen=True)
class Row:
    """One field: what the draft says, what the file says, and the remarks on its key."""

    name: str
    label: str
    now: str
    new: str
    remarks: Sequence[Remark]

    @property
    def is_same(self) -> bool:
        return bool(self.new) and self.now == self.new

    @property
    def is_chosen(self) -> bool:
        """Taken unless a person says otherwise: what the draft does not have yet."""
        return bool(self.new) and not self.now


def label_of(name: str) -> str:
    text = str(SoftwareFields._meta.get_field(name).verbose_name)
    return text[:1].upper() + text[1:]


def rows_of(file: CodeFile, draft: ProjectRecord | None) -> Sequence[Row]:
    """Every field that the file gives, or that a remark is about."""
    remarks = file.shown_remarks
    rows = []
    for name, key in KEYS.items():
        about = [one for one in remarks if one.key == key]
        new = _shown(name, as_field(name, file.values[name])) if name in file.values else ""
        now = _shown(name, getattr(draft, name)) if draft else ""
        if new or about:
            rows.append(Row(name, label_of(name), now, new, about))
    return rows


def other_remarks(file: CodeFile) -> Sequence[Remark]:
    """Remarks on what has no field here."""
    return [one for one in file.shown_remarks if one.key not in KEYS.values()]


def _shown(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices: Mapping[str, object] = dict(SoftwareFields._meta.get_field(name).choices or ())
    return str(choices.get(value, value))
