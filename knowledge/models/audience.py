from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """For whom something is written: the three hubs."""

    HEADS = "heads", _("Heads of offices")
    IT = "it", _("IT staff")
    STAFF = "staff", _("Officials")
