from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from foundation.files.models import StoredFile
from knowledge.models.rating import RequirementRating
from knowledge.offices import offices_of


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those of offices one may act for; who inherits a rating does not get the papers of the other."""
        return self.filter(organisation__in=offices_of(user, at))


class Evidence(models.Model):
    """What confirms a rating: a private file or a link of the office, used as often as it is good for."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("office")
    )
    title = models.CharField(_("what it shows"), max_length=200)
    url = models.URLField(_("link"), max_length=500, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    ratings = models.ManyToManyField(RequirementRating, blank=True, related_name="evidence")
    added_at = models.DateTimeField(_("added at"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, url="") | (Q(file__isnull=True) & ~Q(url="")),
                name="knowledge_evidence_file_or_link",
                violation_error_message=_("Give a file or a link, one of the two."),
            )
        ]

    def __str__(self) -> str:
        return self.title
