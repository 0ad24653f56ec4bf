"""Every public page, in both languages and three widths: axe, console, width, a screenshot."""

from collections.abc import Callable

import pytest

from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", ["pl", "en"])]

WIDTHS = [pytest.param(360), pytest.param(768, marks=pytest.mark.slow), pytest.param(1440)]
PUBLIC = {
    "home": "",
    "guidance-list": "knowledge/guidance/",
    "standards": "knowledge/standards/",
    "standard": "knowledge/standards/bezpieczenstwo-informacji/2.0/",
    "requirement": "knowledge/standards/bezpieczenstwo-informacji/2.0/BI-10/",
    "systems": "knowledge/systems/",
    "system": "knowledge/systems/e-doreczenia/",
    "projects": "projects/",
    "courses": "training/",
    "course": "training/courses/phishing-w-urzedzie/",
    "incident": "helpdesk/incident/",
    "search": "search/?q=kopie",
    "search-nothing": "search/?q=qwertyuiop",
    "sign-in": "account/login/",
    "sign-up": "account/signup/",
}
SIGNED_IN = {
    "anna": {
        "tickets": "helpdesk/",
        "ticket-new": "helpdesk/new/",
        "my-training": "training/my/",
        "offices": "account/offices/",
        "profile": "account/profile/",
        "notifications": "mailing/notifications/",
    },
    "marek": {"desk": "helpdesk/desk/"},
    "agnieszka": {"organise": "training/organise/", "session-new": "training/organise/new/"},
    "adam": {
        "parked-mail": "helpdesk/mail/",
        "imports": "projects/imports/",
        "projects-review": "projects/review/",
    },
}


@pytest.mark.parametrize("width", WIDTHS)
def test_public_pages(visit: Callable[..., Visitor], language: str, width: int) -> None:
    visitor = visit(language, width)
    for name, path in PUBLIC.items():
        visitor.go(path)
        visitor.look(f"page-{name}")


@pytest.mark.parametrize("person", SIGNED_IN)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of(visit: Callable[..., Visitor], language: str, width: int, person: str) -> None:
    visitor = visit(language, width)
    visitor.sign_in(person)
    for name, path in SIGNED_IN[person].items():
        visitor.go(path)
        visitor.look(f"page-{name}")
