from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation
from knowledge.datasets.values import FieldType, read_value
from knowledge.models.localised import localised
from knowledge.models.standard import Standard, StandardVersion

CODE_SEPARATOR = ";"


class DataFieldQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        return self.filter(version__in=StandardVersion.objects.visible_to(user, at))


class DataField(models.Model):
    """One column of a data set, as a version of its standard describes it."""

    version = models.ForeignKey(
        StandardVersion, models.PROTECT, related_name="fields", verbose_name=_("version")
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("in a list", "position"))
    name = models.CharField(
        _("heading of the column"),
        max_length=60,
        validators=[RegexValidator(r"^[a-z][a-z0-9_]*$", _("Small letters, digits and _."))],
    )
    title_pl = models.CharField(_("title (Polish)"), max_length=150)
    title_en = models.CharField(_("title (English)"), max_length=150, blank=True)
    description_pl = models.TextField(_("description (Polish)"), max_length=600, blank=True)
    description_en = models.TextField(_("description (English)"), max_length=600, blank=True)
    kind = models.CharField(_("type"), max_length=8, choices=FieldType)
    is_required = models.BooleanField(_("must be filled in"), default=True)
    is_unique = models.BooleanField(_("no value twice"), default=False)
    codes = models.TextField(
        _("codes"),
        max_length=4_000,
        blank=True,
        help_text=_("One a line: the code, a semicolon, what it means. Only for the type “code”."),
    )
    examples = models.TextField(
        _("examples"),
        max_length=1_000,
        blank=True,
        help_text=_("One a line: together the lines of all fields are the sample file."),
    )

    objects = DataFieldQuerySet.as_manager()

    class Meta:
        verbose_name = _("field of a data set")
        verbose_name_plural = _("fields of data sets")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "name"],
                name="knowledge_datafield_once",
                violation_error_message=_("This version has a field of this heading already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    title = localised("title")
    description = localised("description")

    @property
    def code_list(self) -> dict[str, str]:
        """Codes and what each means, in the order of the editor."""
        pairs = (line.partition(CODE_SEPARATOR) for line in self.codes.splitlines() if line.strip())
        return {code.strip(): meaning.strip() for code, _sign, meaning in pairs}

    @property
    def example_list(self) -> list[str]:
        return [line.strip() for line in self.examples.splitlines()]

    def clean(self) -> None:
        """Refuse edits of what is published, codes where there are none, and examples that do not fit."""
        if StandardVersion.objects.filter(pk=self.version_id).with_fixed_words().exists():
            raise ValidationError(
                _("This version is published and cannot change. Make a new version.")
            )
        if bool(self.code_list) != (self.kind == FieldType.CODE):
            raise ValidationError({"codes": _("Codes belong to the type “code”, and to no other.")})
        for example in filter(None, self.example_list):
            if problem := read_value(example, self.kind, self.code_list):
                raise ValidationError({"examples": f"{example}: {problem}"})


class DataSetNeed(models.Model):
    """An office says that it needs data of this standard to be published; only the count is shown."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="needs")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("need of a data set")
        verbose_name_plural = _("needs of data sets")
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "organisation"], name="knowledge_datasetneed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.standard_id}"
