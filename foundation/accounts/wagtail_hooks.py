"""Registration at Wagtail and at the seam upwards."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from foundation.accounts import integrity, personal_data
from foundation.accounts.admin_views import AccountsGroup, organisation_chooser, person_chooser
from foundation.accounts.models import User

hooks.register("personal_data", personal_data.personal_data)
# After all others: they look for the addresses that this one takes away.
hooks.register("erase_person", personal_data.erase_person, order=1000)
hooks.register("integrity_checks", integrity.checks)


@hooks.register("register_admin_viewset")
def register_lists() -> AccountsGroup:
    return AccountsGroup()


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ViewSet]:
    return [organisation_chooser, person_chooser]


@hooks.register("register_user_listing_buttons")
def link_data(user: User, request_user: User) -> Iterator[Button]:
    if request_user.is_administrator:
        url = reverse("accounts:person_data", args=[user.pk])
        yield Button(_("Data kept about this person"), url, icon_name="user", priority=50)


@hooks.register("before_delete_user")
def erase_instead(request: HttpRequest, user: User) -> HttpResponse:
    """A deleted row would take case files along, or leave words behind; erasing does neither."""
    return redirect("accounts:person_data", user.pk)


@hooks.register("before_bulk_action")
def erase_one_by_one(
    request: HttpRequest, action_type: str, objects, action
) -> HttpResponse | None:
    if action_type != "delete" or User not in action.models:
        return None
    messages.error(request, _("People are erased one by one, from the data kept about them."))
    return redirect("wagtailusers_users:index")
