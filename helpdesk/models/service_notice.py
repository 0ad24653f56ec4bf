"""What the status page tells: difficulties and planned works of systems, and who asked to hear."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from foundation.due import DueQuerySet, DueWork
from helpdesk.models.ticket import OPEN_STATUSES, Ticket
from knowledge.models import System, SystemUse


class ServiceNoticeQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """The status page is public."""
        return self

    def current(self, at: datetime) -> Self:
        """What is going on now: difficulties not yet over, works that have begun."""
        return self.filter(ended_at=None, starts_at__lte=at)

    def planned(self, at: datetime) -> Self:
        return self.filter(ended_at=None, starts_at__gt=at)

    def concerning(self, organisation: Organisation) -> Self:
        """About systems that the office uses or runs, or has an open ticket about."""
        uses = SystemUse.objects.filter(organisation=organisation).values("system")
        asks = Ticket.objects.filter(organisation=organisation, status__in=OPEN_STATUSES)
        systems = System.objects.filter(
            Q(pk__in=uses) | Q(owner=organisation) | Q(pk__in=asks.values("system"))
        )
        told = self.model.systems.through.objects.filter(system__in=systems.values("pk"))
        return self.filter(pk__in=told.values("servicenotice"))


class ServiceNotice(models.Model):
    """A difficulty or planned works: which systems, from when to when, told in dated entries."""

    class Kind(models.TextChoices):
        DIFFICULTY = "difficulty", _("difficulty")
        MAINTENANCE = "maintenance", _("planned works")

    class Effect(models.TextChoices):
        """How the systems work meanwhile; the values are states of the register."""

        DEGRADED = "degraded", _("work with difficulties")
        DOWN = "down", _("do not work")
        MAINTENANCE = "maintenance", _("are under maintenance")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.DIFFICULTY)
    title_pl = models.CharField(_("title (Polish)"), max_length=150)
    title_en = models.CharField(_("title (English)"), max_length=150, blank=True)
    systems = models.ManyToManyField(System, related_name="notices", verbose_name=_("systems"))
    effect = models.CharField(
        _("meanwhile the systems"), max_length=12, choices=Effect, default=Effect.DEGRADED
    )
    starts_at = models.DateTimeField(_("from"))
    planned_end_at = models.DateTimeField(_("until (planned)"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    is_called_off = models.BooleanField(_("called off"), default=False)
    # Whether the systems were given their state: planned works do that when they begin.
    has_begun = models.BooleanField(default=False)
    # The ticket whose children are closed with this notice; never shown on the page.
    ticket = models.ForeignKey(
        Ticket, models.SET_NULL, null=True, blank=True, related_name="notices"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ServiceNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice about systems")
        verbose_name_plural = _("notices about systems")
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["-starts_at"], name="helpdesk_notice_history"),
            # Current and planned notices: the status page, the home page, the banner.
            models.Index(
                fields=["starts_at"], condition=Q(ended_at=None), name="helpdesk_notice_open"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_end_at=None) | Q(planned_end_at__gt=F("starts_at")),
                name="helpdesk_notice_ends_after_start",
                violation_error_message=_("The end comes before the beginning."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="maintenance") | Q(planned_end_at__isnull=False),
                name="helpdesk_notice_works_have_an_end",
                violation_error_message=_("Say until when the works are planned."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("helpdesk:status_notice", args=[self.pk])

    @property
    def title(self) -> str:
        return (self.title_en if get_language() == "en" else "") or self.title_pl

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None


class NoticeEntry(DueWork):
    """One dated entry of a notice; as due work it is told to those who asked to hear."""

    notice = models.ForeignKey(ServiceNotice, models.CASCADE, related_name="entries")
    at = models.DateTimeField(_("at"), default=timezone.now)
    text_pl = models.TextField(_("what is new (Polish)"), max_length=2000)
    text_en = models.TextField(_("what is new (English)"), max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Subscriptions up to this key were told; a killed worker goes on after it.
    told_up_to = models.PositiveBigIntegerField(default=0)

    objects = DueQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("entry of a notice")
        verbose_name_plural = _("entries of notices")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.at:%Y-%m-%d %H:%M}"

    @property
    def text(self) -> str:
        return (self.text_en if get_language() == "en" else "") or self.text_pl


class StatusSubscriptionQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def hearing_of(self, notice: ServiceNotice) -> Self:
        """Confirmed, and about one of its systems or about all."""
        about = Q(systems__in=notice.systems.all()) | Q(systems=None)
        return self.active().filter(about).distinct()


class StatusSubscription(models.Model):
    """An address that asked to hear of the status page; nothing is sent before it confirms."""

    email = models.EmailField(_("e-mail"), unique=True)
    language = models.CharField(_("language"), max_length=2, default="pl")
    # Empty: all systems.
    systems = models.ManyToManyField(System, related_name="+", blank=True)
    # What was chosen with the link that is not followed yet: a language, keys of systems.
    wanted = models.JSONField(default=dict, blank=True)
    confirm_hash = models.CharField(max_length=64, blank=True)
    confirm_until = models.DateTimeField(null=True, blank=True)
    # The link that ends it is made from this random key and the site's own; see `subscriptions`.
    key = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = StatusSubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription of the status page")
        verbose_name_plural = _("subscriptions of the status page")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.email
