from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import register_setting


@register_setting(icon="user")
class Controller(BaseSiteSetting):
    """Who answers for personal data (GDPR art. 13 (1) (a), (b)); an administrator fills it in."""

    name = models.CharField(_("name of the controller"), max_length=250, blank=True)
    address = models.CharField(_("postal address"), max_length=250, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    inspector = models.CharField(
        _("data protection officer"),
        max_length=250,
        blank=True,
        help_text=_("Name and the way to reach them."),
    )
    basis = models.CharField(
        _("act and unit that entrusts the support point with its task"), max_length=250, blank=True
    )
    class_of_records = models.CharField(
        _("class of the uniform list of records, with its period"), max_length=250, blank=True
    )

    class Meta:
        verbose_name = _("controller of personal data")
