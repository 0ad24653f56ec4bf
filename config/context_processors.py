"""What every page's header and footer show, read only when a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from foundation.accounts.acting import Acting, choices_of
from foundation.accounts.roles import Role
from foundation.mailing.models import Notification
from knowledge.models import (
    AccessibilityStatementPage,
    GuidanceIndexPage,
    InformationPage,
    NewsIndexPage,
)
from knowledge.site.tree import PAGES

SUPERVISION_ROLES = (Role.SUPERVISOR, Role.ADMINISTRATOR)
DESK_ROLES = (Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR)
BESIDE_THE_DESK = ("helpdesk:dashboard", "helpdesk:parked_mail")

try:
    VERSION = version("punkt-wsparcia")
except PackageNotFoundError:
    VERSION = "0.1.0"


@dataclass(frozen=True)
class Item:
    """A place to go to; pages below one of `around` belong to it as those below its own address do."""

    label: str
    url: str
    is_current: bool = False
    around: tuple[str, ...] = ()

    def nearness(self, path: str) -> int:
        """How much of the path leads here, zero where it leads elsewhere."""
        return max(len(url) if path.startswith(url) else 0 for url in (self.url, *self.around))


class SiteHeader:
    """Links and counts for one request. Reads the database only for people who are signed in."""

    version = VERSION

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = request.user

    @cached_property
    def items(self) -> Sequence[Item]:
        places = [
            _link(_("Standards"), "knowledge:standard_list"),
            *_pages(GuidanceIndexPage),
            _link(_("Projects"), "projects_archive:project_list"),
            _link(_("Training"), "training:course_list"),
            _link(_("Tickets"), "helpdesk:ticket_list"),
        ]
        if self.user.is_authenticated and self.user.has_role(*DESK_ROLES):
            places.append(_link(_("Desk"), "helpdesk:desk", *BESIDE_THE_DESK))
        return self._with_current(places)

    @cached_property
    def own_pages(self) -> Sequence[Item]:
        places = [
            _link(_("My account"), "accounts:profile"),
            _link(_("My offices"), "accounts:offices"),
            _link(_("Self-assessment"), "knowledge:assessment_list"),
            _link(_("Dates of your office"), "knowledge:duties"),
            _link(_("Our comments in consultations"), "knowledge:office_comments"),
            _link(_("My training"), "training:my_enrolments"),
            _link(_("Saved searches"), "watching:list"),
            _link(_("Sign-in and security"), "mfa_index"),
        ]
        if self.user.roles and self.user.has_role(*SUPERVISION_ROLES):
            places.append(_link(_("Supervision of the help desk"), "helpdesk:dashboard"))
        if self.user.may_edit:
            places.append(_link(_("Editing"), "wagtailadmin_home"))
        return self._with_current(places)

    @cached_property
    def about_pages(self) -> Sequence[Item]:
        status = _link(_("State of the systems"), "helpdesk:status")
        pages = _pages(AccessibilityStatementPage, InformationPage)
        return self._with_current([status, *_pages(NewsIndexPage), *pages])

    @cached_property
    def unread(self) -> int:
        return Notification.objects.visible_to(self.user).unread().count()

    @cached_property
    def offices(self) -> Sequence[Acting]:
        return choices_of(self.request)

    @property
    def can_switch(self) -> bool:
        return len(self.offices) > 1

    def _with_current(self, places: Sequence[Item]) -> Sequence[Item]:
        """The places, of which the one nearest to this page is marked as current."""
        path = self.request.path
        nearest = max(item.nearness(path) for item in places)
        return [replace(item, is_current=0 < nearest == item.nearness(path)) for item in places]


def _pages(*kinds: type[Page]) -> Sequence[Item]:
    """Pages that every installation has, without asking the database.

    One that an editor renamed is found through Wagtail's redirect from its first address.
    """
    language = get_language()
    texts = [page.texts[language] for page in PAGES if page.model in kinds]
    return [Item(text.title, f"/{language}/{text.slug}/") for text in texts]


def _link(label: str, name: str, *around: str) -> Item:
    return Item(label, reverse(name), around=tuple(reverse(other) for other in around))


def site_header(request: HttpRequest) -> dict[str, object]:
    return {"site_header": SimpleLazyObject(lambda: SiteHeader(request))}
