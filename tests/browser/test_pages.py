"""Every public page, in both languages and three widths: axe, console, width, a screenshot."""

from collections.abc import Callable

import pytest

from tests.browser.journeys import EACH_WIDTH, EVERYWHERE
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

PUBLIC = {
    "home": "",
    "guidance-list": "knowledge/guidance/",
    "standards": "knowledge/standards/",
    "standard": "knowledge/standards/bezpieczenstwo-informacji/2.0/",
    "requirement": "knowledge/standards/bezpieczenstwo-informacji/2.0/BI-10/",
    "requirement-it": "knowledge/standards/bezpieczenstwo-informacji/2.0/BI-10/?reading=it",
    "comparison": "knowledge/standards/bezpieczenstwo-informacji/compare/",
    "data-set": "knowledge/standards/drogi-gminne/1.0/",
    "data-set-check": "knowledge/data-sets/drogi-gminne/1.0/check/",
    "alphabet": "knowledge/a-z/",
    "news": "knowledge/news/",
    "costs": "knowledge/costs/",
    "changes": "knowledge/changes/",
    "changes-of-system": "knowledge/changes/?system=e-doreczenia",
    "systems": "knowledge/systems/",
    "system": "knowledge/systems/e-doreczenia/",
    "projects": "projects/",
    "documents": "projects/documents/?q=kopie",
    "map": "projects/map/",
    "courses": "training/",
    "calendar": "training/calendar/",
    "course": "training/courses/phishing-w-urzedzie/",
    "certificate-check": "training/check/",
    "incident": "helpdesk/incident/",
    "answers": "helpdesk/answers/",
    "status": "helpdesk/status/",
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
        "suggestions": "training/my/suggestions/",
        "assessments": "knowledge/assessments/",
        "duties": "knowledge/duties/",
        "offices": "account/offices/",
        "profile": "account/profile/",
        "notifications": "mailing/notifications/",
    },
    "tomasz": {"office-projects": "projects/office/"},
    "marek": {"desk": "helpdesk/desk/"},
    "pawel": {"reviews": "knowledge/reviews/", "opinions": "knowledge/opinions/"},
    "magdalena": {
        "submissions": "projects/submissions/",
        "documents-review": "projects/documents/review/",
    },
    "agnieszka": {"organise": "training/organise/", "session-new": "training/organise/new/"},
    "adam": {
        "parked-mail": "helpdesk/mail/",
        "kept-files": "files/fixity/",
        "imports": "projects/imports/",
        "projects-review": "projects/review/",
    },
}


@pytest.mark.parametrize(("language", "width"), EVERYWHERE)
def test_public_pages(visit: Callable[..., Visitor], language: str, width: int) -> None:
    visitor = visit(language, width)
    for name, path in PUBLIC.items():
        visitor.go(path)
        visitor.look(f"page-{name}")


@pytest.mark.parametrize(("language", "width"), EACH_WIDTH)
@pytest.mark.parametrize("person", SIGNED_IN)
def test_pages_of(visit: Callable[..., Visitor], language: str, width: int, person: str) -> None:
    visitor = visit(language, width)
    visitor.sign_in(person)
    for name, path in SIGNED_IN[person].items():
        visitor.go(path)
        visitor.look(f"page-{name}")
