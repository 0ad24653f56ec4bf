import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """128 random bits."""
    return secrets.token_urlsafe(16)


class CalendarFeed(models.Model):
    """A person's own calendar, read by programs that cannot sign in. Revoked means gone."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=30, unique=True, default=new_key, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("calendar of a person")
        verbose_name_plural = _("calendars of persons")

    def __str__(self) -> str:
        return f"{self.person}"
