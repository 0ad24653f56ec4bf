from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.accounts.roles import Role
from knowledge.models.law import Provision
from knowledge.models.system import System


class Standard(models.Model):
    """A named standard; what it asks stands in its versions."""

    slug = models.SlugField(_("address"), unique=True)
    name_pl = models.CharField(_("name (Polish)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    summary_pl = models.TextField(_("summary (Polish)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    owner_name = models.CharField(_("owner"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("standard")
        verbose_name_plural = _("standards")
        ordering = ["name_pl"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("knowledge:standard", args=[self.slug])

    @property
    def name(self) -> str:
        return (self.name_en if get_language() == "en" else "") or self.name_pl

    @property
    def summary(self) -> str:
        return (self.summary_en if get_language() == "en" else "") or self.summary_pl


class StandardVersionQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Drafts only for those who write; everything else for everybody."""
        if user.is_authenticated and user.has_role(Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR):
            return self
        return self.exclude(state=StandardVersion.State.DRAFT)

    def in_force(self, on: date) -> Self:
        return self.filter(
            Q(in_force_to=None) | Q(in_force_to__gte=on),
            state=StandardVersion.State.PUBLISHED,
            in_force_from__lte=on,
        )


class StandardVersion(models.Model):
    """One edition of a standard; immutable once published."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        CONSULTATION = "consultation", _("in consultation")
        PUBLISHED = "published", _("published")
        REPLACED = "replaced", _("replaced")

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="versions")
    number = models.CharField(_("version"), max_length=30)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force to"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    change_note_pl = models.TextField(_("what changed (Polish)"), blank=True)
    change_note_en = models.TextField(_("what changed (English)"), blank=True)

    objects = StandardVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a standard")
        verbose_name_plural = _("versions of standards")
        ordering = ["standard", "-in_force_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "number"],
                name="knowledge_standardversion_once",
                violation_error_message=_("This standard already has a version of this number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.standard} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("knowledge:standard_version", args=[self.standard.slug, self.number])


class RequirementQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those with a text in a version that `user` may see."""
        versions = StandardVersion.objects.visible_to(user, at)
        texts = RequirementText.objects.filter(version__in=versions)
        return self.filter(pk__in=texts.values("requirement"))


class Requirement(models.Model):
    """The identity of a requirement across versions and languages; never deleted."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="requirements")
    key = models.SlugField(_("permanent key"), max_length=80)
    systems = models.ManyToManyField(System, blank=True, related_name="requirements")

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["standard", "key"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "key"], name="knowledge_requirement_once")
        ]

    def __str__(self) -> str:
        return f"{self.standard.slug}/{self.key}"


class RequirementText(models.Model):
    """What a requirement says in one version, in both languages."""

    class Level(models.TextChoices):
        MUST = "must", _("must")
        SHOULD = "should", _("should")
        MAY = "may", _("may")

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="texts")
    version = models.ForeignKey(StandardVersion, models.PROTECT, related_name="texts")
    position = models.PositiveIntegerField(_("position"))
    chapter_pl = models.CharField(_("chapter (Polish)"), max_length=200, blank=True)
    chapter_en = models.CharField(_("chapter (English)"), max_length=200, blank=True)
    code = models.CharField(_("code in this version"), max_length=30)
    level = models.CharField(_("level"), max_length=6, choices=Level)
    title_pl = models.CharField(_("title (Polish)"), max_length=250)
    title_en = models.CharField(_("title (English)"), max_length=250, blank=True)
    text_pl = models.TextField(_("text (Polish)"))
    text_en = models.TextField(_("text (English)"), blank=True)
    how_to_check_pl = models.TextField(_("how to check (Polish)"), blank=True)
    how_to_check_en = models.TextField(_("how to check (English)"), blank=True)
    provisions = models.ManyToManyField(Provision, blank=True, related_name="requirement_texts")
    content_hash = models.CharField(max_length=64, editable=False)

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

    @property
    def title(self) -> str:
        return (self.title_en if get_language() == "en" else "") or self.title_pl

    @property
    def text(self) -> str:
        return (self.text_en if get_language() == "en" else "") or self.text_pl
