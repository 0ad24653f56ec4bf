from datetime import date, datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge.models.law import Provision
from knowledge.models.localised import localised
from knowledge.models.readings import Readings
from knowledge.models.standard import Standard, StandardVersion, in_address
from knowledge.models.system import System
from knowledge.standards.content_hash import content_hash


class RequirementQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those with a text in a version that `user` may see."""
        versions = StandardVersion.objects.visible_to(user, at)
        return self.filter(pk__in=versions.values("texts__requirement"))


class Requirement(models.Model):
    """The identity of a requirement across versions and languages; never deleted."""

    standard = models.ForeignKey(
        Standard, models.PROTECT, related_name="requirements", verbose_name=_("standard")
    )
    key = models.SlugField(_("permanent key"), max_length=80)
    # Names it had in the documents it was read from, e.g. of files that were renamed.
    former_keys = models.JSONField(_("former keys"), default=list, blank=True, editable=False)
    systems = models.ManyToManyField(
        System, blank=True, related_name="requirements", verbose_name=_("systems")
    )

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["standard", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "key"],
                name="knowledge_requirement_once",
                violation_error_message=_("This standard already has a requirement of this key."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.standard.slug}/{self.key}"


class RequirementTextQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        return self.filter(version__in=StandardVersion.objects.visible_to(user, at))

    def in_force(self, on: date) -> Self:
        return self.filter(version__in=StandardVersion.objects.in_force(on))

    def newest_first(self) -> Self:
        return self.order_by(models.F("version__in_force_from").desc(nulls_first=True), "position")

    def with_version(self) -> Self:
        """What an address and a citation need."""
        return self.select_related("version__standard", "requirement")


class RequirementText(Readings):
    """What a requirement says in one version, in both languages."""

    class Level(models.TextChoices):
        MUST = "must", _("must")
        SHOULD = "should", _("should")
        MAY = "may", _("may")

    requirement = models.ForeignKey(
        Requirement, models.PROTECT, related_name="texts", verbose_name=_("requirement")
    )
    version = models.ForeignKey(
        StandardVersion, models.PROTECT, related_name="texts", verbose_name=_("version")
    )
    position = models.PositiveIntegerField(pgettext_lazy("in a list", "position"))
    chapter_pl = models.CharField(_("chapter (Polish)"), max_length=200, blank=True)
    chapter_en = models.CharField(_("chapter (English)"), max_length=200, blank=True)
    code = models.CharField(_("code in this version"), max_length=30, validators=[in_address])
    level = models.CharField(_("level"), max_length=6, choices=Level)
    title_pl = models.CharField(_("title (Polish)"), max_length=250, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=250, blank=True)
    text_pl = models.TextField(_("text (Polish)"), blank=True)
    text_en = models.TextField(_("text (English)"), blank=True)
    how_to_check_pl = models.TextField(_("how to check (Polish)"), blank=True)
    how_to_check_en = models.TextField(_("how to check (English)"), blank=True)
    provisions = models.ManyToManyField(
        Provision, blank=True, related_name="requirement_texts", verbose_name=_("provisions")
    )
    content_hash = models.CharField(max_length=64, editable=False, blank=True)

    objects = RequirementTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a requirement")
        verbose_name_plural = _("texts of requirements")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "requirement"], name="knowledge_requirementtext_once"
            ),
            models.UniqueConstraint(
                fields=["version", "code"],
                name="knowledge_requirementtext_code_once",
                violation_error_message=_("This version already has a requirement of this code."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        version = self.version
        return reverse(
            "knowledge:requirement", args=[version.standard.slug, version.number, self.code]
        )

    chapter = localised("chapter")
    title = localised("title")
    text = localised("text")
    how_to_check = localised("how_to_check")

    def neighbours(self) -> "tuple[RequirementText | None, RequirementText | None]":
        """The requirements before and after this one in its version."""
        others = self.version.texts.order_by("position")
        before = others.filter(position__lt=self.position).last()
        return before, others.filter(position__gt=self.position).first()

    @property
    def binding_hash(self) -> str:
        """The content hash of its words in the language that binds."""
        return content_hash(self.level, getattr(self, f"text_{self.version.standard.language}"))

    def clean(self) -> None:
        """Refuse any edit of what is published or consulted; note the hash that later versions compare."""
        versions = {self.version_id, *self._stored_versions()}
        if StandardVersion.objects.with_fixed_words().filter(pk__in=versions).exists():
            raise ValidationError(
                _("This version is published and cannot change. Make a new version.")
            )
        if self.requirement_id and self.requirement.standard_id != self.version.standard_id:
            raise ValidationError(_("This requirement belongs to another standard."))
        language = self.version.standard.language
        empty = [name for name in ("title", "text") if not getattr(self, f"{name}_{language}")]
        if empty:
            message = _("Write it in the language that binds in this standard.")
            raise ValidationError({f"{name}_{language}": message for name in empty})
        self.content_hash = self.binding_hash

    def _stored_versions(self):
        return RequirementText.objects.filter(pk=self.pk).values_list("version", flat=True)


# Everything that a text says; a published version keeps every one of these words.
WORDS = (
    "chapter", "title", "text", "how_to_check", "evidence", "heads", "it", "staff", "background",
    "change_note",
)  # fmt: skip
WORD_FIELDS = tuple(f"{name}_{language}" for name in WORDS for language in ("pl", "en"))
