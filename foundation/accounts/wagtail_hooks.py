"""Registration at Wagtail and at the seam upwards."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from foundation.accounts import integrity, personal_data
from foundation.accounts.admin_views import AccountsGroup, organisation_chooser, person_chooser

hooks.register("personal_data", personal_data.personal_data)
hooks.register("erase_person", personal_data.erase_person)
hooks.register("integrity_checks", integrity.checks)


@hooks.register("register_admin_viewset")
def register_lists() -> AccountsGroup:
    return AccountsGroup()


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ViewSet]:
    return [organisation_chooser, person_chooser]
