from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.due import DueQuerySet, DueWork
from foundation.files.models import StoredFile
from helpdesk.models.message import Message
from helpdesk.models.ticket import Ticket


class IncidentPackageQuerySet(DueQuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """For the requester of the ticket and those who answer it, while they may read it."""
        if not user.is_authenticated:
            return self.none()
        visible = Ticket.objects.visible_to(user, at).values("pk")
        served = Ticket.objects.served_by(user).values("pk")
        return self.filter(Q(ticket__requester=user) | Q(ticket__in=served), ticket__in=visible)


class IncidentPackage(DueWork):
    """An incident to hand over, as PDF and ZIP: asked for by a person, made by the worker."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="packages")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    language = models.CharField(max_length=2, default="pl")
    # Public replies that were chosen; never a note.
    messages = models.ManyToManyField(Message, related_name="+")
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    pdf = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="package_as_pdf"
    )
    zip = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="package_as_zip"
    )

    objects = IncidentPackageQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("hand-over package")
        verbose_name_plural = _("hand-over packages")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def pdf_url(self) -> str:
        return reverse("files:download", args=[self.pdf_id])

    @property
    def zip_url(self) -> str:
        return reverse("files:download", args=[self.zip_id])
