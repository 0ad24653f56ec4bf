from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models.territory import Territory
from foundation.accounts.public_domains import is_public
from foundation.folding import FoldedField, fold


class OrganisationQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def governments(self) -> Self:
        return self.filter(kind__in=Organisation.GOVERNMENT_KINDS)

    def for_list(self) -> Self:
        """With what tells namesakes apart: `location`, and the parent of a unit."""
        return self.select_related("parent")

    def search(self, text: str) -> Self:
        """Those whose name or place has all words of `text`, or whose TERC or RSPO code it is."""
        words = fold(text).split()
        if len(words) == 1 and words[0].isdigit():
            by_terc = Q(territories__terc=words[0][:6])
            return self.filter(by_terc | Q(rspo=words[0])).distinct()
        for word in words[:8]:
            self = self.filter(search_key__contains=word)
        return self

    def coordinated_by(self, user) -> Self:
        """Offices that `user` looks after: as their coordinator, or as the coordinator of the parent."""
        if not user.is_authenticated:
            return self.none()
        if user.is_administrator:
            return self
        own = {"state": "active", "is_coordinator": True}
        offices = user.memberships.filter(**own).values("organisation")
        return self.filter(Q(pk__in=offices) | Q(parent__in=offices))


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
    # Where it lies, in words that tell namesakes apart: „powiat pleszewski, woj. wielkopolskie”.
    location = models.CharField(_("location"), max_length=250, blank=True)
    search_key = FoldedField(sources=("name", "location"))
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

    @property
    def is_government(self) -> bool:
        return self.kind in self.GOVERNMENT_KINDS

    @property
    def place(self) -> str:
        """What to show beside the name in a list: where it lies, or whose unit it is."""
        return self.location or (self.parent.name if self.parent_id else "")


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

    def clean(self) -> None:
        self.domain = self.domain.strip().lower().lstrip("@").rstrip(".")
        if is_public(self.domain):
            raise ValidationError({"domain": _("Anybody can get an address in this domain.")})
