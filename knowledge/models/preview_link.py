from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PreviewLinkQuerySet(models.QuerySet):
    def open(self, at: datetime) -> Self:
        """Those that still show something, unless the page was published since; the newest first."""
        links = self.filter(revoked_at=None, ends_at__gt=at)
        return links.select_related("made_by").order_by("-made_at", "-pk")


class PreviewLink(models.Model):
    """A link by which somebody without an account reads the newest draft of a page, until a day."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(_("works until"))
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link for a reviewer")
        verbose_name_plural = _("links for reviewers")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.made_at:%Y-%m-%d %H:%M}"
