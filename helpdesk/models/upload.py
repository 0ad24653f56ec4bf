from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.files.models import StoredFile


class Upload(models.Model):
    """A file that somebody added while writing; the message takes it, or a sweep removes it."""

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="upload")
    # Null: of a reporter without an account, whose page names it (`helpdesk.incidents.kept_files`).
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file not sent yet")
        verbose_name_plural = _("files not sent yet")
        ordering = ["uploaded_at", "pk"]
        indexes = [models.Index(fields=["user", "uploaded_at"])]  # the cap, and the sweep

    def __str__(self) -> str:
        return str(self.file)
