"""A conference: somebody chooses talks, the organiser adds one; and what a funder asks is answered once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

CONFERENCE = "training/courses/konferencja-bezpieczny-urzad/"
CHOOSE = 'form[action$="/choose/"] button'
DROP = 'form[action$="/drop/"] button'


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_talks_are_chosen_and_stand_in_the_plan(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    katarzyna, organiser = visit(language, width), visit(language, width)
    anna = visit(language, width)

    katarzyna.sign_in("katarzyna")
    katarzyna.go(CONFERENCE)
    katarzyna.look("conference-1-course")
    katarzyna.follow("ul.dated a")
    number = katarzyna.page.url.rstrip("/").rpartition("/")[2]
    katarzyna.look("conference-2-session")
    katarzyna.go(f"training/sessions/{number}/programme/")
    katarzyna.look("conference-3-programme")
    katarzyna.follow(CHOOSE)
    expect(katarzyna.page.locator(DROP)).to_have_count(1)
    katarzyna.look("conference-4-chosen")
    katarzyna.go(f"training/sessions/{number}/")
    katarzyna.follow('main a[href*="/training/enrolments/"]')
    expect(katarzyna.page.locator("#plan")).to_be_visible()
    katarzyna.look("conference-5-plan")

    anna.sign_in("anna")
    anna.go("training/my/record/")
    expect(anna.page.locator("#competences")).to_be_visible()
    anna.look("conference-6-record")

    organiser.sign_in("agnieszka")
    organiser.go(f"training/organise/{number}/programme/")
    organiser.look("conference-7-organise")
    organiser.follow("ul.dated a")
    organiser.look("conference-8-talk")
    # Who looks again, in the other language or width, begins from the same place.
    katarzyna.go(f"training/sessions/{number}/programme/")
    katarzyna.follow(DROP)
    expect(katarzyna.page.locator(DROP)).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_what_a_funder_asks_is_read_and_answered(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    tomasz, organiser = visit(language, width), visit(language, width)

    tomasz.sign_in("tomasz")
    tomasz.go("training/courses/umowy-z-dostawcami/")
    tomasz.follow("ul.dated a")
    tomasz.follow('main a[href*="/training/enrolments/"]')
    tomasz.look("funding-1-enrolment")
    tomasz.follow('a[href$="/funding/"]')
    tomasz.look("funding-2-data")
    tomasz.press("main form input[type=radio]", "Space")
    tomasz.follow("main form .button")
    expect(tomasz.page.locator("#funding")).to_be_visible()
    tomasz.look("funding-3-given")

    organiser.sign_in("agnieszka")
    organiser.go("training/organise/funding/")
    organiser.look("funding-4-reports")
