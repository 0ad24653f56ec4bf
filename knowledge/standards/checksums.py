"""The checksum that a published version carries: every word of its requirements counts."""

import hashlib
import json

from knowledge.models import RequirementText, StandardVersion
from knowledge.models.requirement import WORD_FIELDS

COUNTED = ("requirement__key", "position", "code", "level", *WORD_FIELDS)


def version_checksum(version: StandardVersion) -> str:
    """SHA-256 (hex) over all fields of all texts of `version`, in their order."""
    texts = RequirementText.objects.filter(version=version).order_by("position", "pk")
    rows = [list(row) for row in texts.values_list(*COUNTED)]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
