import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def private_storage():
    return storages["private"]


class StoredFile(models.Model):
    """Private bytes: named by a random id on disk, described here, served only through its owner."""

    class State(models.TextChoices):
        STORED = "stored", _("stored")
        SCANNED = "scanned", _("checked")
        REFUSED = "refused", _("refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.FileField(_("content"), storage=private_storage, upload_to="files/%Y/%m")
    name = models.CharField(_("name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    content_type = models.CharField(_("type, by content"), max_length=100)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STORED)
    refused_because = models.CharField(_("refused because"), max_length=250, blank=True)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stored_at = models.DateTimeField(_("stored at"), default=timezone.now)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-stored_at", "pk"]
        indexes = [models.Index(fields=["sha256"])]  # the nightly fixity check and duplicates

    def __str__(self) -> str:
        return self.name
