"""What a record says of software that others can take: the fields of publiccode.yml."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects_archive.licences import validate_licence
from projects_archive.publiccode.specification import (
    KEYS,
    DevelopmentStatus,
    Maintenance,
    SoftwareType,
    missing_of,
)

_ADDRESS = URLValidator(schemes=["https", "http"])


class SoftwareFields(models.Model):
    """Fields of a record whose project built software; an empty one says nothing."""

    software_name = models.CharField(_("name of the software"), max_length=200, blank=True)
    source_code_url = models.URLField(
        _("source code"), max_length=300, blank=True, validators=[_ADDRESS]
    )
    landing_url = models.URLField(
        _("page of the software"), max_length=300, blank=True, validators=[_ADDRESS]
    )
    licence = models.CharField(
        _("licence (SPDX)"),
        max_length=200,
        blank=True,
        validators=[validate_licence],
        help_text=_("An SPDX identifier, e.g. EUPL-1.2."),
    )
    software_type = models.CharField(
        _("kind of software"), max_length=20, blank=True, choices=SoftwareType
    )
    development_status = models.CharField(
        _("state of the software"), max_length=12, blank=True, choices=DevelopmentStatus
    )
    platforms = models.CharField(_("where it runs"), max_length=200, blank=True)
    software_version = models.CharField(_("version"), max_length=200, blank=True)
    released_on = models.DateField(_("version of"), null=True, blank=True)
    short_pl = models.CharField(_("software in one sentence (Polish)"), max_length=500, blank=True)
    short_en = models.CharField(_("software in one sentence (English)"), max_length=500, blank=True)
    long_pl = models.TextField(_("about the software (Polish)"), max_length=20_000, blank=True)
    long_en = models.TextField(_("about the software (English)"), max_length=20_000, blank=True)
    features_pl = models.TextField(_("what it can do (Polish)"), max_length=10_000, blank=True)
    features_en = models.TextField(_("what it can do (English)"), max_length=10_000, blank=True)
    code_owner = models.CharField(_("owner of the copyright"), max_length=200, blank=True)
    maintenance = models.CharField(_("maintained"), max_length=10, blank=True, choices=Maintenance)
    maintainer = models.CharField(_("maintained by"), max_length=200, blank=True)
    maintained_until = models.DateField(_("maintenance until"), null=True, blank=True)
    languages = models.CharField(_("languages of the software"), max_length=200, blank=True)
    is_localisable = models.BooleanField(
        _("made for several languages"), null=True, blank=True, default=None
    )

    class Meta:
        abstract = True

    def code_values(self) -> dict[str, object]:
        """The software fields by name; a date as a date, nothing as an empty text."""
        return {name: _given(getattr(self, name)) for name in KEYS}

    @property
    def missing_for_publiccode(self) -> list[str]:
        """Names of fields without which no publiccode.yml can be given out."""
        return list(missing_of(self.code_values()))


def _given(value: object) -> object:
    return "" if value is None else value


def as_field(name: str, value: object) -> object:
    """A value of a file as its field keeps it. Raises ValidationError where the field refuses it."""
    field = SoftwareFields._meta.get_field(name)
    if isinstance(field, models.DateField):
        return date.fromisoformat(str(value))
    if isinstance(field, models.CharField) and len(str(value)) > field.max_length:
        raise ValidationError(_("It is too long."))
    return value
