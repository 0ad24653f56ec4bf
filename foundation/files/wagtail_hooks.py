from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from foundation.files import integrity, personal_data

hooks.register("personal_data", personal_data.personal_data)
hooks.register("erase_person", personal_data.erase_person)
hooks.register("integrity_checks", integrity.checks)


class FixityMenuItem(MenuItem):
    """For those who may read the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_administrator


@hooks.register("register_reports_menu_item")
def fixity_report() -> MenuItem:
    return FixityMenuItem(
        _("Checks of kept files"), reverse("files:fixity"), icon_name="doc-full", order=900
    )
