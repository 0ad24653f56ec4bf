from datetime import datetime
from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from knowledge.models.law import Provision
from knowledge.models.localised import localised


class GlossaryTermQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Published terms; drafts only in the admin's preview."""
        return self.filter(live=True)

    def for_list(self) -> Self:
        return self.select_related("provision__act").prefetch_related("provision__periods")


class GlossaryTerm(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model
):
    """A word of the field, explained once and wherever guidance uses it."""

    slug = models.SlugField(_("address"), unique=True)
    name_pl = models.CharField(_("term (Polish)"), max_length=120)
    name_en = models.CharField(_("term (English)"), max_length=120, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True)
    definition_pl = models.TextField(
        _("definition (Polish)"), max_length=600, help_text=_("One or two sentences.")
    )
    definition_en = models.TextField(_("definition (English)"), max_length=600, blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    provision = models.ForeignKey(
        Provision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="glossary_terms",
        verbose_name=_("provision that defines it"),
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="glossary_term",
        for_concrete_model=False,
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="glossary_term")

    objects = GlossaryTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term of the glossary")
        verbose_name_plural = _("terms of the glossary")
        ordering = ["name_pl", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('knowledge:glossary')}#{self.slug}"

    name = localised("name")
    definition = localised("definition")

    @property
    def is_source_checked(self) -> bool:
        """Has a person compared the provision with the journal, as it stands today?"""
        period = self.provision and self.provision.on(timezone.localdate())
        return bool(period and period.is_checked and self.provision.act.is_checked)

    @property
    def revisions(self):
        return self._revisions

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "knowledge/glossary/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict:
        return super().get_preview_context(request, mode_name) | {"term": self}
