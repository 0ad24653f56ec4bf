from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from foundation.accounts.models import Organisation


class ChecklistTickQuerySet(models.QuerySet):
    def of(self, user, organisation: Organisation, page: Page) -> Self:
        """What `user` ticked on `page` while acting for `organisation`."""
        return self.filter(user=user, organisation=organisation, page=page.pk)


class ChecklistTick(models.Model):
    """One step of a checklist that one person has done for one office; nobody else sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    # The key that the step keeps in the body of its page, whatever its words and place become.
    step = models.CharField(max_length=36)
    at = models.DateTimeField(_("ticked at"), default=timezone.now)

    objects = ChecklistTickQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticked step of a checklist")
        verbose_name_plural = _("ticked steps of checklists")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "page", "step"], name="knowledge_checklisttick_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.at:%Y-%m-%d}"
