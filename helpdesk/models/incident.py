"""What an incident has besides its ticket: facts, a link for a reporter without an account, readers."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpdesk.models.ticket import Ticket


class IncidentSort(models.TextChoices):
    """What happened, in the words of the person it happened to; advice hangs on it."""

    RANSOMWARE = "ransomware", _("files are locked, somebody demands money")
    PHISHING = "phishing", _("a suspicious message or web page")
    ACCOUNT = "account", _("somebody got into an account or mailbox")
    LEAK = "leak", _("data went to strangers or can be seen by them")
    DEVICE = "device", _("a computer, phone or data carrier is lost or stolen")
    FRAUD = "fraud", _("a false invoice or a changed account number")
    OUTAGE = "outage", _("a system or web site does not answer, perhaps an attack")
    OTHER = "other", _("something else")


class Tlp(models.TextChoices):
    """Traffic Light Protocol 2.0 (FIRST, August 2022): how far what is written may go."""

    RED = "red", "TLP:RED"
    AMBER_STRICT = "amber_strict", "TLP:AMBER+STRICT"
    AMBER = "amber", "TLP:AMBER"
    GREEN = "green", "TLP:GREEN"
    CLEAR = "clear", "TLP:CLEAR"


class IncidentQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        return self.filter(ticket__in=Ticket.objects.visible_to(user, at).values("pk"))


class Incident(models.Model):
    """Facts of an incident; whoever reported it without an account is only what they say they are."""

    Sort, Tlp = IncidentSort, Tlp

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="incident")
    sort = models.CharField(
        _("what happened"), max_length=12, choices=IncidentSort, default=IncidentSort.OTHER
    )
    tlp = models.CharField(_("who may know"), max_length=12, choices=Tlp, default=Tlp.AMBER_STRICT)
    # From this stated moment the legal clocks run; null until somebody states it.
    detected_at = models.DateTimeField(_("noticed at"), null=True, blank=True)
    # In which the reporter wrote; mails to them are in it too.
    language = models.CharField(max_length=2, default="pl")
    # As stated by a reporter without an account, unproven; empty once claimed.
    reporter_name = models.CharField(_("name"), max_length=200, blank=True)
    reporter_email = models.EmailField(_("e-mail"), blank=True)
    reporter_phone = models.CharField(_("phone"), max_length=40, blank=True)
    stated_office = models.CharField(_("office"), max_length=200, blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")

    def __str__(self) -> str:
        return self.ticket.reference

    def get_absolute_url(self) -> str:
        return reverse("helpdesk:incident_sheet", args=[self.ticket.reference])

    @property
    def has_reporter(self) -> bool:
        return bool(
            self.reporter_name or self.reporter_email or self.reporter_phone or self.stated_office
        )


class IncidentLinkQuerySet(models.QuerySet):
    def usable(self, at: datetime) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=at)


class IncidentLink(models.Model):
    """A secret address to one report, for a reporter without an account; only its hash is kept."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="incident_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_at = models.DateTimeField(_("good until"))
    revoked_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = IncidentLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a report")
        verbose_name_plural = _("links to reports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.expires_at:%Y-%m-%d}"


class RestrictedReading(models.Model):
    """Somebody read a restricted ticket on a day; one row a day, shown to supervisors."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="readings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    on = models.DateField(pgettext_lazy("reading", "day"))

    class Meta:
        verbose_name = _("reading of a restricted ticket")
        verbose_name_plural = _("readings of restricted tickets")
        ordering = ["-on", "user__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "user", "on"], name="helpdesk_restrictedreading_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.user_id} {self.on}"


class UseCount(models.Model):
    """How often one source used an open form within an hour; the key is a hash good for one day."""

    key = models.CharField(max_length=64)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "hour"], name="helpdesk_usecount_once"),
            models.CheckConstraint(condition=Q(count__gte=0), name="helpdesk_usecount_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H}: {self.count}"
