"""The checksum that a published version carries: every word of its requirements counts."""

import hashlib
import json

from knowledge.models import DataField, RequirementText, StandardVersion
from knowledge.models.requirement import WORD_FIELDS

FIELDS_COUNTED = (
    "position", "name", "title_pl", "title_en", "description_pl", "description_en", "kind",
    "is_required", "is_unique", "codes", "examples",
)  # fmt: skip
COUNTED = ("requirement__key", "position", "code", "level", *WORD_FIELDS)


def version_checksum(version: StandardVersion) -> str:
    """SHA-256 (hex) over all words of `version`: its texts, then the fields of a data set, in their order."""
    texts = RequirementText.objects.filter(version=version).order_by("position", "pk")
    rows = [list(row) for row in texts.values_list(*COUNTED)]
    fields = DataField.objects.filter(version=version).order_by("position", "pk")
    rows += [list(row) for row in fields.values_list(*FIELDS_COUNTED)]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
