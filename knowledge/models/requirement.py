from datetime import date, datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.content_hash import content_hash
from knowledge.models.law import Provision
from knowledge.models.localised import localised
from knowledge.models.standard import Standard, StandardVersion, in_address
from knowledge.models.system import System


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

    def with_version(self) -> Self:
        """What an address and a citation need."""
        return self.select_related("version__standard", "requirement")


class RequirementText(models.Model):
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
    position = models.PositiveIntegerField(_("position"))
    chapter_pl = models.CharField(_("chapter (Polish)"), max_length=200, blank=True)
    chapter_en = models.CharField(_("chapter (English)"), max_length=200, blank=True)
    code = models.CharField(_("code in this version"), max_length=30, validators=[in_address])
    level = models.CharField(_("level"), max_length=6, choices=Level)
    title_pl = models.CharField(_("title (Polish)"), max_length=250)
    title_en = models.CharField(_("title (English)"), max_length=250, blank=True)
    text_pl = models.TextField(_("text (Polish)"))
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

    def clean(self) -> None:
        """Refuse any edit inside a published version; note the hash that later versions compare."""
        versions = {self.version_id, *self._stored_versions()}
        if StandardVersion.objects.published().filter(pk__in=versions).exists():
            raise ValidationError(
                _("This version is published and cannot change. Make a new version.")
            )
        if self.requirement_id and self.requirement.standard_id != self.version.standard_id:
            raise ValidationError(_("This requirement belongs to another standard."))
        self.content_hash = content_hash(self.level, self.text_pl)

    def _stored_versions(self):
        return RequirementText.objects.filter(pk=self.pk).values_list("version", flat=True)
