from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.roles import Role
from knowledge.models.guidance import GuidancePage


class OpinionQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """For those who write guidance; a reader sees their own among the data kept about them."""
        is_writer = user.is_authenticated and user.has_role(
            Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR
        )
        return self if is_writer else self.none()

    def with_words(self) -> Self:
        """Those that ask for something to be done; a bare yes or no is only counted."""
        return self.exclude(is_task=False)

    def open(self) -> Self:
        return self.filter(is_task=True, outcome="")

    def for_list(self) -> Self:
        return self.select_related("page__locale", "page__keeper", "closed_by").defer("page__body")

    def figures(self) -> dict[str, int]:
        """How many said yes and no, and what became of words: `helped`, `not_helped`, `done`, `decided`."""
        return self.aggregate(
            helped=Count("pk", Q(is_helpful=True)),
            not_helped=Count("pk", Q(is_helpful=False)),
            done=Count("pk", Q(outcome=Opinion.Outcome.DONE)),
            decided=Count("pk", ~Q(outcome="")),
        )


class Opinion(models.Model):
    """What a reader said of a page: did it help, and what is missing. Words are a task for its keeper."""

    class Outcome(models.TextChoices):
        DONE = "done", pgettext_lazy("opinion", "done")
        NOT_DONE = "not_done", pgettext_lazy("opinion", "left as it was")

    page = models.ForeignKey(
        GuidancePage, models.CASCADE, related_name="opinions", verbose_name=_("page")
    )
    is_helpful = models.BooleanField(_("it helped"))
    words = models.TextField(_("what is missing or wrong"), max_length=1000, blank=True)
    # Stays when the words are forgotten.
    is_task = models.BooleanField(editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    answer = models.CharField(_("what was done, or why not"), max_length=250, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion on a page")
        verbose_name_plural = _("opinions on pages")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", closed_at=None)
                | (~Q(outcome="") & ~Q(answer="") & Q(closed_at__isnull=False)),
                name="knowledge_opinion_closed_with_words",
                violation_error_message=_("Say what was done, or why not."),
            )
        ]
        indexes = [
            # the editors' list of what is open, and of what was decided
            models.Index(fields=["is_task", "outcome", "-written_at"]),
        ]

    def __str__(self) -> str:
        said = self.words or (_("it helped") if self.is_helpful else _("it did not help"))
        return f"{self.page}: {said}"
