from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.models.message import Message
from knowledge.models import GuidancePage, ProvisionPeriod, RequirementText


class CitationQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those of messages that `user` may read."""
        return self.filter(message__in=Message.objects.visible_to(user, at).values("pk"))

    def with_sources(self) -> Self:
        """What a citation block shows and compares, in one query."""
        return self.select_related(
            "page__locale",
            "requirement_text__version__standard",
            "provision_period__provision__act",
            "provision_period__continued_by__act",
        )


class Citation(models.Model):
    """What a message rests on, as it stood when it was written; never edited, like the message."""

    class Kind(models.TextChoices):
        GUIDANCE = "guidance", _("guidance")
        REQUIREMENT = "requirement", _("requirement of a standard")
        PROVISION = "provision", _("provision of law")

    message = models.ForeignKey(Message, models.CASCADE, related_name="citations")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    # The source itself; null once it was deleted, which the block says.
    page = models.ForeignKey(GuidancePage, models.SET_NULL, null=True, blank=True, related_name="+")
    requirement_text = models.ForeignKey(
        RequirementText, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    provision_period = models.ForeignKey(
        ProvisionPeriod, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    code = models.CharField(_("code"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=300)
    place = models.CharField(_("what it stands in"), max_length=300, blank=True)
    quote = models.TextField(_("what it says"), blank=True)
    address = models.CharField(_("address"), max_length=300)
    law_on = models.DateField(_("law as it stood on"), null=True, blank=True)
    is_law_checked = models.BooleanField(_("checked with the journal"), default=True)
    # SHA-256 of what was cited; another one today means that the source has changed.
    content_hash = models.CharField(max_length=64)
    cited_at = models.DateTimeField(_("cited at"), default=timezone.now)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["message", name], name=f"helpdesk_citation_{name}_once")
            for name in ("page", "requirement_text", "provision_period")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()
