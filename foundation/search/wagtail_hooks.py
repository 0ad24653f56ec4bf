"""What search offers upwards."""

from wagtail import hooks

from foundation.search import status
from foundation.search.admin_panels import SearchPanel, warnings
from foundation.search.admin_views import SearchGroup


@hooks.register("integrity_checks")
def integrity_checks():
    return status.integrity_checks()


@hooks.register("register_admin_viewset")
def register_lists() -> SearchGroup:
    return SearchGroup()


@hooks.register("construct_homepage_panels")
def warn_of_search(request, panels: list[SearchPanel]) -> None:
    panels.extend(warnings())
