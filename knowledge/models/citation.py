from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.guidance import GuidancePage
from knowledge.models.law import Provision
from knowledge.models.requirement import RequirementText


class PageCitation(models.Model):
    """What the published text of a page cites, written on each publication; its blocks are the source."""

    page = models.ForeignKey(GuidancePage, models.CASCADE, related_name="citations")
    provision = models.ForeignKey(
        Provision, models.CASCADE, null=True, blank=True, related_name="+"
    )
    text = models.ForeignKey(
        RequirementText, models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("citation in guidance")
        verbose_name_plural = _("citations in guidance")
        constraints = [
            models.CheckConstraint(
                condition=Q(provision=None, text__isnull=False)
                | Q(provision__isnull=False, text=None),
                name="knowledge_pagecitation_one_subject",
            ),
            models.UniqueConstraint(
                fields=["page", "provision"],
                condition=Q(text=None),
                name="knowledge_pagecitation_provision_once",
            ),
            models.UniqueConstraint(
                fields=["page", "text"],
                condition=Q(provision=None),
                name="knowledge_pagecitation_text_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.provision_id or self.text_id}"
