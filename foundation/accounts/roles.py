"""Staff roles are groups; their codes are the groups' names."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    AGENT = "agent", _("agent")
    SUPERVISOR = "supervisor", _("supervisor")
    EDITOR = "editor", _("editor")
    EXPERT = "expert", _("expert")
    REVIEWER = "reviewer", _("reviewer")
    ORGANISER = "organiser", _("organiser")
    TRAINER = "trainer", _("trainer")
    ADMINISTRATOR = "administrator", _("administrator")
