from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _


class SavedSearchQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        return self.filter(user=user) if user.is_authenticated else self.none()

    def mailed(self) -> Self:
        return self.filter(is_mailed=True, user__is_active=True)


class SavedSearch(models.Model):
    """A list as somebody narrowed it, to come back to and to hear what is new in it.

    It keeps which list (`kind`) and the narrowing part of its address (`query`); nothing of what was found.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("list"), max_length=30)
    query = models.CharField(_("question and filters"), max_length=1_500, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    is_mailed = models.BooleanField(_("tell me of what is new"), default=True)
    created_at = models.DateTimeField(default=timezone.now)
    # What appeared until then has been told of.
    told_until = models.DateTimeField(default=timezone.now)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "query", "language"],
                name="watching_savedsearch_once",
                violation_error_message=_("You have saved this search already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def in_its_language(self):
        return translation.override(self.language)
