"""The PDF of a version, in the reader's language and with the words of one role."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.typesetting import typeset
from knowledge.datasets.differences import rule_in_words
from knowledge.models import (
    Audience,
    ContentVersion,
    DataField,
    RequirementText,
    StandardVersion,
)
from knowledge.standards.checksums import version_checksum
from knowledge.standards.markdown_blocks import markdown_blocks

TEMPLATE = Path(__file__).with_name("version.typ")
KEPT_SECONDS = 300


def write_pdf(version: StandardVersion, *, reading: str = "") -> bytes:
    """The PDF of `version` in the reader's language, with the words of one role where `reading` names it.

    A published version with the same words gives the same bytes; they are kept for five minutes.
    """
    checksum = version.checksum or version_checksum(version)
    key = f"pdf:{checksum}:{get_language()}:{reading}:{ContentVersion.current()}"
    kept = caches["pages"].get(key)
    if kept is None:
        made_at = version.published_at or timezone.now()
        kept = typeset(TEMPLATE, _content(version, checksum, reading), made_at=made_at)
        caches["pages"].set(key, kept, KEPT_SECONDS)
    return kept


def _content(version: StandardVersion, checksum: str, reading: str) -> Mapping[str, Any]:
    texts = version.texts.order_by("position").prefetch_related("provisions__act")
    chapters: list[dict[str, Any]] = []
    for text in texts:
        if not chapters or chapters[-1]["title"] != text.chapter:
            chapters.append({"title": text.chapter, "requirements": []})
        chapters[-1]["requirements"].append(_requirement(text, reading))
    return {
        "language": get_language() or "pl",
        "name": version.standard.name,
        "owner": version.standard.owner_name,
        "version": _("version %(number)s") % {"number": version.number},
        "standing": _standing(version),
        "checksum_label": _("Checksum") + " (SHA-256)",
        "checksum": checksum,
        "note_label": _("What changed"),
        "note": markdown_blocks(version.change_note),
        "page_word": _("page"),
        "chapters": chapters,
        "fields_label": _("Fields"),
        "fields_head": [_("Column"), _("What it is"), _("What a value must be"), _("Example")],
        "fields": [_field(field) for field in version.fields.order_by("position")],
    }


def _standing(version: StandardVersion) -> str:
    if not version.is_published:
        return _("Draft standard. It binds nobody.")
    first = date_format(version.in_force_from, "j E Y")
    if version.in_force_to is None:
        return _("in force from %(day)s") % {"day": first}
    last = date_format(version.in_force_to, "j E Y")
    return _("in force from %(first)s to %(last)s") % {"first": first, "last": last}


def _field(field: DataField) -> Mapping[str, Any]:
    return {
        "name": field.name,
        "title": field.title,
        "description": field.description,
        "codes": [[code, meaning] for code, meaning in field.code_list.items()],
        "rule": rule_in_words(field),
        "example": next(filter(None, field.example_list), ""),
    }


def _requirement(text: RequirementText, reading: str) -> Mapping[str, Any]:
    parts = [("", text.text), (_("How to check it"), text.how_to_check)]
    parts.append((_("Evidence expected"), text.evidence))
    if reading:
        parts.append((Audience(reading).label, text.reading(reading)))
    return {
        "code": text.code,
        "title": text.title,
        "level": text.get_level_display(),
        "parts": [
            {"label": str(label), "blocks": markdown_blocks(words)}
            for label, words in parts
            if words
        ],
        "law_label": _("Law"),
        "law": ", ".join(map(str, text.provisions.all())),
    }
