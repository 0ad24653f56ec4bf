"""Write what was recognised in a document as a draft version; the same document again changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from knowledge.importing.recognised import RecognisedRequirement, RecognisedStandard
from knowledge.models import Requirement, RequirementText, Standard, StandardVersion
from knowledge.permissions import may_write

CREATED, UPDATED, UNCHANGED, REFUSED = "created", "updated", "unchanged", "refused"
IN_LANGUAGE = (
    "chapter", "title", "text", "how_to_check", "evidence", "heads", "it", "staff", "background",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What became of one piece of the document."""

    source: str
    outcome: str
    reason: str = ""


@dataclass(frozen=True)
class ImportResult:
    version: StandardVersion
    outcomes: Sequence[Outcome]


def import_standard(recognised: RecognisedStandard, *, by: User) -> ImportResult:
    """Write a recognised standard as somebody who writes knowledge; raises PermissionDenied for others."""
    if not may_write(by):
        raise PermissionDenied
    return write_recognised(recognised)


def write_recognised(recognised: RecognisedStandard) -> ImportResult:
    """Write all of it as a draft of the version it names, or bring that draft up to date.

    Identity is by key, also by the names a requirement had before; what editors added (translations,
    provisions) stays, and provisions of an unchanged requirement come along from the version before. Raises
    ValidationError, with nothing changed, where that version is published and says something else. For callers
    that have asked for a right of their own, such as the command line.
    """
    with transaction.atomic():
        standard = _standard(recognised)
        version = standard.versions.filter(number=recognised.number).first()
        if version is None:
            version = _new_version(standard, recognised)
        known = requirements_by_key(standard)
        texts = {
            text.requirement_id: text for text in version.texts.select_related("version__standard")
        }
        pairs = [
            (one, _requirement(standard, one, known), place)
            for place, one in enumerate(recognised.requirements, start=1)
        ]
        _free_codes(version, pairs, texts)
        outcomes = [
            _write(version, one, requirement, place, texts.pop(requirement.pk, None))
            for one, requirement, place in pairs
        ]
        outcomes += _drop(version, texts.values())
    refused = [Outcome(one.source, REFUSED, one.reason) for one in recognised.left_out]
    return ImportResult(version, [*outcomes, *refused])


def _standard(recognised: RecognisedStandard) -> Standard:
    standard = Standard.objects.select_for_update().filter(slug=recognised.slug).first()
    if standard is None:
        names = {"name_pl": recognised.name}
        if recognised.language == "en":
            names["name_en"] = recognised.name
        standard = Standard(slug=recognised.slug, language=recognised.language, **names)
        standard.full_clean()
        standard.save()
    return standard


def _new_version(standard: Standard, recognised: RecognisedStandard) -> StandardVersion:
    note = {f"change_note_{standard.language}": recognised.change_note}
    version = StandardVersion(standard=standard, number=recognised.number, **note)
    version.full_clean()
    version.save()
    return version


def requirements_by_key(standard: Standard) -> Mapping[str, Requirement]:
    """Requirements by their present key and every former one; the present one wins."""
    requirements = list(standard.requirements.all())
    former = {key: one for one in requirements for key in one.former_keys}
    return former | {one.key: one for one in requirements}


def _requirement(
    standard: Standard, one: RecognisedRequirement, known: Mapping[str, Requirement]
) -> Requirement:
    names = [one.key, *one.former_keys]
    requirement = next((known[name] for name in names if name in known), None)
    if requirement is None:
        requirement = Requirement(standard=standard, key=one.key)
    former = sorted({*requirement.former_keys, *names} - {requirement.key})
    if requirement.pk is None or former != requirement.former_keys:
        requirement.former_keys = former
        requirement.full_clean()
        requirement.save()
    return requirement


def _free_codes(version: StandardVersion, pairs: Iterable, texts: Mapping) -> None:
    """Codes that move between requirements of a draft must not meet while they are written."""
    codes = {requirement.pk: one.code for one, requirement, _place in pairs}
    moved = [text.pk for key, text in texts.items() if codes.get(key) != text.code]
    if moved and not version.is_published:
        free = Concat(Value("was-"), Cast("pk", CharField()))
        version.texts.filter(pk__in=moved).update(code=free)


def _write(
    version: StandardVersion,
    one: RecognisedRequirement,
    requirement: Requirement,
    place: int,
    text: RequirementText | None,
) -> Outcome:
    language = version.standard.language
    fields = {f"{name}_{language}": getattr(one, name) for name in IN_LANGUAGE}
    fields |= {"code": one.code, "level": one.level, "position": place}
    if text and all(getattr(text, name) == value for name, value in fields.items()):
        return Outcome(one.source, UNCHANGED)
    outcome = UPDATED if text else CREATED
    text = text or RequirementText(requirement=requirement, version=version)
    for name, value in fields.items():
        setattr(text, name, value)
    text.full_clean()
    text.save()
    if outcome == CREATED:
        _carry_provisions(text)
    return Outcome(one.source, outcome)


def _carry_provisions(text: RequirementText) -> None:
    """The law behind an unchanged requirement is the law behind it in the version before."""
    others = RequirementText.objects.filter(requirement=text.requirement_id).exclude(pk=text.pk)
    before = others.order_by("-pk").first()
    if before and before.content_hash == text.content_hash:
        text.provisions.set(before.provisions.all())


def _drop(version: StandardVersion, texts: Iterable[RequirementText]) -> Sequence[Outcome]:
    """Texts of a draft that are no longer in the document go; a published version loses none."""
    gone = list(texts)
    if gone and version.is_published:
        raise ValidationError(_("This version is published and cannot change. Make a new version."))
    for text in gone:
        text.delete()
    return [Outcome(text.code, UPDATED, _("No longer in the document.")) for text in gone]
