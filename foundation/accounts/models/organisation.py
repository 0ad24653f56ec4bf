from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models.territory import Territory


class OrganisationQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def governments(self) -> Self:
        return self.filter(kind__in=Organisation.GOVERNMENT_KINDS)


class Organisation(models.Model):
    """An office or unit that people act for. A city with powiat rights is one, with two territories."""

    class Kind(models.TextChoices):
        GMINA = "gmina", _("gmina")
        CITY_POWIAT = "city_powiat", _("city with powiat rights")
        POWIAT = "powiat", _("powiat")
        VOIVODESHIP = "voivodeship", _("voivodeship")
        SERVICE_CENTRE = "service_centre", _("joint service centre")
        SCHOOL = "school", _("school")
        LIBRARY = "library", _("library")
        UNIT = "unit", _("other unit")
        CONTRACTOR = "contractor", _("contractor")
        OTHER = "other", _("other organisation")

    GOVERNMENT_KINDS = (Kind.GMINA, Kind.CITY_POWIAT, Kind.POWIAT, Kind.VOIVODESHIP)

    name = models.CharField(_("name"), max_length=250)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    territories = models.ManyToManyField(
        Territory, blank=True, related_name="organisations", verbose_name=_("territories")
    )
    # Own units only (a school of its gmina), never supervision.
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("unit of"),
    )
    official_email = models.EmailField(_("official e-mail"), blank=True)
    nip = models.CharField(
        _("NIP"), max_length=10, blank=True, validators=[RegexValidator(r"^\d{10}$")]
    )
    regon = models.CharField(
        _("REGON"), max_length=14, blank=True, validators=[RegexValidator(r"^\d{9}(\d{5})?$")]
    )
    rspo = models.CharField(_("RSPO"), max_length=10, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["kind", "name"])]  # the list of offices, by kind
        constraints = [
            models.UniqueConstraint(
                fields=[number],
                condition=~Q(**{number: ""}),
                name=f"accounts_organisation_{number}_unique",
                violation_error_message=_("An organisation with this number already exists."),
            )
            for number in ("regon", "rspo")
        ]

    def __str__(self) -> str:
        return self.name


class MailDomain(models.Model):
    """A mail domain that belongs to one office: its addresses may ask to join, its mail is known."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="mail_domains", verbose_name=_("organisation")
    )
    domain = models.CharField(_("domain"), max_length=253, unique=True)
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail domain")
        verbose_name_plural = _("mail domains")
        ordering = ["domain"]

    def __str__(self) -> str:
        return self.domain
