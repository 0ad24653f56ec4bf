from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WatchingConfig(AppConfig):
    name = "foundation.watching"
    verbose_name = _("Saved searches")
