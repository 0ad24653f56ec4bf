"""How a person has arranged the desk."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DeskSettings(models.Model):
    """What one person chose to see in the list, views of one's own, and whether letters are keys."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_settings"
    )
    # Codes of `helpdesk.desk.columns`, in the order shown.
    columns = models.JSONField(_("columns"), default=list, blank=True)
    # Searches kept under a name: `{"name": …, "base": code of a view, "word": …}`.
    views = models.JSONField(_("own views"), default=list, blank=True)
    has_letter_keys = models.BooleanField(_("keys of one letter"), default=True)

    class Meta:
        verbose_name = _("arrangement of the desk")
        verbose_name_plural = _("arrangements of the desk")

    def __str__(self) -> str:
        names = [view["name"] for view in self.views]
        return f"{self.user_id}: {self.columns}, {names}"

    @classmethod
    def of(cls, user) -> Self:
        """What `user` arranged; the unsaved defaults where nothing was."""
        return cls.objects.filter(user=user).first() or cls(user=user)
