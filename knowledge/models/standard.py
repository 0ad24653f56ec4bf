from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.roles import Role
from knowledge.models.localised import localised

WRITERS = (Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)

# Numbers and codes stand in addresses, so only what needs no escaping there.
in_address = RegexValidator(
    r"^[\w][\w.\-]*\Z", _("Use letters, digits, dots, hyphens and underscores only.")
)


class StandardQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those with a version that `user` may see; all of them for those who write."""
        versions = StandardVersion.objects.visible_to(user, at)
        writes = user.is_authenticated and user.has_role(*WRITERS)
        return self if writes else self.filter(pk__in=versions.values("standard"))


class Standard(models.Model):
    """A named standard; what it asks stands in its versions."""

    class Language(models.TextChoices):
        POLISH = "pl", _("Polish")
        ENGLISH = "en", _("English")

    class Kind(models.TextChoices):
        REQUIREMENTS = "requirements", _("requirements")
        DATA_SET = "data_set", _("data set")

    slug = models.SlugField(_("address"), unique=True)
    name_pl = models.CharField(_("name (Polish)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    summary_pl = models.TextField(_("summary (Polish)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    kind = models.CharField(
        _("what it describes"), max_length=12, choices=Kind, default=Kind.REQUIREMENTS
    )
    owner_name = models.CharField(_("owner"), max_length=200, blank=True)
    language = models.CharField(
        _("language that binds"), max_length=2, choices=Language, default=Language.POLISH
    )
    source_url = models.URLField(_("where it comes from"), blank=True)
    licence = models.CharField(_("licence"), max_length=60, blank=True)

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("standard")
        verbose_name_plural = _("standards")
        ordering = ["name_pl"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("knowledge:standard", args=[self.slug])

    name = localised("name")
    summary = localised("summary")


class StandardVersionQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Drafts only for those who write; everything else for everybody."""
        if user.is_authenticated and user.has_role(*WRITERS):
            return self
        return self.exclude(state=StandardVersion.State.DRAFT)

    def published(self) -> Self:
        return self.filter(state=StandardVersion.State.PUBLISHED)

    def with_fixed_words(self) -> Self:
        """Those whose words nobody may change: published, or laid open for comments that refer to them."""
        return self.exclude(state=StandardVersion.State.DRAFT)

    def in_force(self, on: date) -> Self:
        return self.published().filter(
            Q(in_force_to=None) | Q(in_force_to__gte=on), in_force_from__lte=on
        )

    def newest_first(self) -> Self:
        return self.order_by(models.F("in_force_from").desc(nulls_first=True), "-pk")

    def with_size(self) -> Self:
        """With the number of requirements and of fields of the data."""
        return self.annotate(
            requirement_count=models.Count("texts", distinct=True),
            field_count=models.Count("fields", distinct=True),
        )


class StandardVersion(models.Model):
    """One edition of a standard; immutable once published, replaced only by a later one."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("standard", "draft")
        CONSULTATION = "consultation", _("in consultation")
        PUBLISHED = "published", _("published")

    standard = models.ForeignKey(
        Standard, models.PROTECT, related_name="versions", verbose_name=_("standard")
    )
    number = models.CharField(_("version"), max_length=30, validators=[in_address])
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force to"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    change_note_pl = models.TextField(_("what changed (Polish)"), blank=True)
    change_note_en = models.TextField(_("what changed (English)"), blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # SHA-256 over every text at the moment of publication; `check_integrity` computes it again.
    checksum = models.CharField(_("checksum"), max_length=64, blank=True, editable=False)

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
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(in_force_from__isnull=False, published_at__isnull=False),
                name="knowledge_standardversion_published_dated",
                violation_error_message=_("A published version needs the day it comes into force."),
            ),
            models.CheckConstraint(
                condition=Q(in_force_to=None) | Q(in_force_to__gte=models.F("in_force_from")),
                name="knowledge_standardversion_ends_after_start",
                violation_error_message=_("The end comes before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("knowledge:standard_version", args=[self.standard.slug, self.number])

    change_note = localised("change_note")

    @property
    def day_that_matters(self) -> date:
        """The day whose law a reader needs: today, or the nearest one on which the version is in force."""
        today = timezone.localdate()
        if self.in_force_from and self.in_force_from > today:
            return self.in_force_from
        return min(self.in_force_to or today, today)

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    def clean(self) -> None:
        """Refuse any edit of what was published: a change is a new version."""
        stored = StandardVersion.objects.filter(pk=self.pk).published().first()
        fixed = ("standard_id", "number", "state", "in_force_from")
        if stored and any(getattr(stored, name) != getattr(self, name) for name in fixed):
            raise ValidationError(
                _("This version is published and cannot change. Make a new version.")
            )
