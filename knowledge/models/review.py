from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from knowledge.models.law import Provision
from knowledge.models.requirement import RequirementText


class ReviewTaskQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(done_at=None)

    def for_list(self) -> Self:
        return self.select_related(
            "provision__act", "page__locale", "text__version__standard", "done_by"
        )


class ReviewTask(models.Model):
    """Something that rests on a provision which changed, to be read again by an editor."""

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="review_tasks")
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="+")
    text = models.ForeignKey(
        RequirementText, models.CASCADE, null=True, blank=True, related_name="review_tasks"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("what was found"), max_length=250, blank=True)

    objects = ReviewTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("review task")
        verbose_name_plural = _("review tasks")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(page=None, text__isnull=False) | Q(page__isnull=False, text=None),
                name="knowledge_reviewtask_one_subject",
            ),
            models.UniqueConstraint(
                fields=["provision", "page"],
                condition=Q(done_at=None),
                name="knowledge_reviewtask_page_once",
            ),
            models.UniqueConstraint(
                fields=["provision", "text"],
                condition=Q(done_at=None),
                name="knowledge_reviewtask_text_once",
            ),
        ]
        # the list of the editors
        indexes = [models.Index(fields=["done_at", "-opened_at"])]

    def __str__(self) -> str:
        return f"{self.subject} ({self.provision})"

    @property
    def subject(self) -> Page | RequirementText:
        return self.page or self.text

    @property
    def subject_url(self) -> str:
        return (self.page.url or "") if self.page else self.text.get_absolute_url()
