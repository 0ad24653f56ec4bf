from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsArchiveConfig(AppConfig):
    name = "projects_archive"
    verbose_name = _("Projects archive")
