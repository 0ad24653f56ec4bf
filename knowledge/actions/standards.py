"""Standards and their versions: written as drafts, published once, then immutable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from knowledge.actions.content import raise_content_version, write_change
from knowledge.models import (
    Change,
    Consultation,
    Provision,
    Requirement,
    RequirementText,
    Standard,
    StandardVersion,
    System,
)
from knowledge.models.requirement import WORD_FIELDS
from knowledge.permissions import may_publish, may_write
from knowledge.standards.checksums import version_checksum


@dataclass(frozen=True)
class RequirementData:
    """One requirement as plain data; `key` is its identity across versions."""

    key: str
    code: str
    level: str
    title_pl: str = ""
    text_pl: str = ""
    chapter_pl: str = ""
    chapter_en: str = ""
    title_en: str = ""
    text_en: str = ""
    how_to_check_pl: str = ""
    how_to_check_en: str = ""
    evidence_pl: str = ""
    evidence_en: str = ""
    heads_pl: str = ""
    heads_en: str = ""
    it_pl: str = ""
    it_en: str = ""
    staff_pl: str = ""
    staff_en: str = ""
    background_pl: str = ""
    background_en: str = ""
    change_note_pl: str = ""
    change_note_en: str = ""
    provisions: Sequence[Provision] = ()
    systems: Sequence[System] = ()


def create_standard(*, by: User, slug: str, name_pl: str, **fields: str) -> Standard:
    """Create a standard without versions; `fields` are the other fields of `Standard`."""
    if not may_write(by):
        raise PermissionDenied
    standard = Standard(slug=slug, name_pl=name_pl, **fields)
    standard.full_clean()
    standard.save()
    return standard


def create_version(
    standard: Standard,
    *,
    by: User,
    number: str,
    requirements: Sequence[RequirementData],
    change_note_pl: str = "",
    change_note_en: str = "",
) -> StandardVersion:
    """Create a draft version with its texts in the given order; all of it or, on bad data, nothing."""
    if not may_write(by):
        raise PermissionDenied
    with transaction.atomic():
        version = StandardVersion(
            standard=standard,
            number=number,
            change_note_pl=change_note_pl,
            change_note_en=change_note_en,
        )
        version.full_clean()
        version.save()
        for position, data in enumerate(requirements, start=1):
            _write_text(version, data, position)
    return version


def publish_version(
    version: StandardVersion, *, by: User, in_force_from: date, at: datetime | None = None
) -> StandardVersion:
    """Publish a draft for good: it comes into force on `in_force_from` and ends the version before.

    Writes a change for every requirement whose level lines differ from the version before. Raises
    PermissionDenied, or ValidationError when it is published already, empty, or older than its predecessor.
    """
    if not may_publish(by):
        raise PermissionDenied
    at = at or timezone.now()
    with transaction.atomic():
        Standard.objects.select_for_update().get(pk=version.standard_id)
        version = StandardVersion.objects.get(pk=version.pk)
        previous = version.standard.versions.published().newest_first().first()
        _check_publishable(version, previous, in_force_from)
        changed = _changed_requirements(version, previous)
        version.in_force_from, version.published_at, version.published_by = in_force_from, at, by
        version.state = StandardVersion.State.PUBLISHED
        version.checksum = version_checksum(version)
        version.full_clean()
        version.save()
        if previous:
            previous.in_force_to, previous.replaced_by = in_force_from - timedelta(days=1), version
            previous.save(update_fields=["in_force_to", "replaced_by"])
        for requirement in changed:
            write_change(Change.Verb.REQUIREMENT_CHANGED, requirement, note=version.number, at=at)
        raise_content_version()
    return version


def _write_text(version: StandardVersion, data: RequirementData, position: int) -> None:
    requirement = Requirement.objects.filter(standard=version.standard, key=data.key).first()
    if requirement is None:
        requirement = Requirement(standard=version.standard, key=data.key)
        requirement.full_clean()
        requirement.save()
    requirement.systems.add(*data.systems)
    fields = {name: getattr(data, name) for name in _TEXT_FIELDS}
    text = RequirementText(requirement=requirement, version=version, position=position, **fields)
    text.full_clean()
    text.save()
    text.provisions.set(data.provisions)


def _check_publishable(
    version: StandardVersion, previous: StandardVersion | None, in_force_from: date
) -> None:
    if version.is_published:
        raise ValidationError(_("This version is published already."))
    if Consultation.objects.filter(version=version, concluded_at=None).exists():
        raise ValidationError(_("Its consultation is not concluded yet."))
    if not (version.texts.exists() or version.fields.exists()):
        raise ValidationError(_("A version without requirements cannot be published."))
    if previous and in_force_from <= previous.in_force_from:
        raise ValidationError(
            _("Version %(number)s is in force from %(day)s; this one must come later.")
            % {"number": previous.number, "day": previous.in_force_from}
        )


def _changed_requirements(
    version: StandardVersion, previous: StandardVersion | None
) -> Sequence[Requirement]:
    """Those whose level lines differ from the version before, and new ones."""
    before = dict(previous.texts.values_list("requirement", "content_hash")) if previous else {}
    texts = version.texts.select_related("requirement").order_by("position")
    return [
        text.requirement for text in texts if before.get(text.requirement_id) != text.content_hash
    ]


_TEXT_FIELDS = ("code", "level", *WORD_FIELDS)
