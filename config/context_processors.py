"""What every page's header and footer show, read only when a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from foundation.accounts.acting import Acting, acting_choices
from foundation.accounts.roles import Role
from foundation.mailing.models import Notification

DESK_ROLES = (Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR)

try:
    VERSION = version("punkt-wsparcia")
except PackageNotFoundError:
    VERSION = "0.1.0"


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    is_current: bool = False


class SiteHeader:
    """Links and counts for one request. Reads the database only for people who are signed in."""

    version = VERSION

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = request.user

    @cached_property
    def items(self) -> Sequence[Item]:
        places = [
            (_("Standards"), "knowledge:standard_list"),
            (_("Guidance"), "knowledge:guidance_list"),
            (_("Projects"), "projects_archive:project_list"),
            (_("Training"), "training:course_list"),
            (_("Tickets"), "helpdesk:ticket_list"),
        ]
        if self.user.is_authenticated and self.user.has_role(*DESK_ROLES):
            places.append((_("Desk"), "helpdesk:desk"))
        return self._links(places)

    @cached_property
    def own_pages(self) -> Sequence[Item]:
        places = [
            (_("My account"), "accounts:profile"),
            (_("My offices"), "accounts:offices"),
            (_("My training"), "training:my_courses"),
            (_("Sign-in and security"), "mfa_index"),
        ]
        if self.user.has_perm("wagtailadmin.access_admin"):
            places.append((_("Editing"), "wagtailadmin_home"))
        return self._links(places)

    @cached_property
    def about_pages(self) -> Sequence[Item]:
        return self._links([(_("State of the systems"), "helpdesk:status")])

    @cached_property
    def search_url(self) -> str:
        return _address("search:search")

    @cached_property
    def notifications_url(self) -> str:
        return _address("mailing:notifications")

    @cached_property
    def unread(self) -> int:
        return Notification.objects.visible_to(self.user).unread().count()

    @cached_property
    def offices(self) -> Sequence[Acting]:
        return acting_choices(self.user)

    @property
    def can_switch(self) -> bool:
        return len(self.offices) > 1 and bool(_address("accounts:act_for"))

    def _links(self, places: Sequence[tuple[str, str]]) -> Sequence[Item]:
        found = [(label, _address(name)) for label, name in places]
        around = [url for _label, url in found if url and self.request.path.startswith(url)]
        nearest = max(around, key=len, default=None)
        return [Item(label, url, url == nearest) for label, url in found if url]


def _address(name: str) -> str:
    """The address of a view, or nothing where this installation does not have it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def site_header(request: HttpRequest) -> dict[str, object]:
    return {"site_header": SimpleLazyObject(lambda: SiteHeader(request))}
