"""A supervisor looks how the help desk does, changes a calendar and sees what moves, tries a rule."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

SHOW = 'main form button[name="seen"][value=""]'
SAVE = 'main form button[name="seen"]:not([value=""])'


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_the_dashboard_tells_and_narrows(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    anna, joanna = visit(language, width), visit(language, width)
    joanna.sign_in("joanna")
    joanna.go("helpdesk/supervision/")
    before = offered_times(joanna)
    she_finds_her_answer_before_she_asks(anna)
    joanna.page.reload()
    assert offered_times(joanna) == before + 1
    joanna.look("supervision-1-dashboard")
    if width == 360:
        joanna.press("details.filters > summary")
    joanna.page.locator("select[name=period]").select_option("90")
    joanna.follow(".narrow-by button")
    assert "period=90" in joanna.page.url
    joanna.follow("#by-queue tbody a")
    expect(joanna.page.locator("#by-queue tr.chosen")).to_have_count(1)
    joanna.look("supervision-2-one-queue")


def offered_times(joanna: Visitor) -> int:
    """How often something was offered to somebody who was about to ask."""
    label = {"pl": "Odpowiedź przed wysłaniem", "en": "Answered before sending"}[joanna.language]
    figure = joanna.page.locator(".headline > div", has_text=label)
    return int(re.search(r"\d+", figure.locator(".note").inner_text())[0])


def she_finds_her_answer_before_she_asks(anna: Visitor) -> None:
    anna.sign_in("anna")
    anna.go("helpdesk/new/?kind=question")
    anna.write("textarea[name=body]", "Jak ustawić kopie zapasowe poczty?")
    expect(anna.page.locator("#offers li").first).to_be_attached()
    if not anna.page.locator("#offers li").first.is_visible():  # folded on a phone
        anna.press("#offers summary")
    anna.look("supervision-0-offered")
    anna.follow('#offers [formaction*="/settled/"]')
    anna.look("supervision-0-enough")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_calendar_is_changed_knowing_what_moves(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    joanna = visit(language, width)
    joanna.sign_in("joanna")
    joanna.go("helpdesk/supervision/levels/")
    joanna.look("supervision-3-levels")
    joanna.follow('a[href$="/supervision/calendars/office/"]')
    joanna.write("input[name=friday]", "8:00–12:00, 12:30–14:00")
    joanna.follow(SHOW)
    expect(joanna.page.locator("#preview table tbody tr").first).to_be_visible()
    joanna.look("supervision-4-what-would-change")
    joanna.follow(SAVE)
    expect(joanna.page.locator(".flash")).to_be_visible()
    joanna.look("supervision-5-saved")
    # As it was, for the next journey.
    joanna.go("helpdesk/supervision/calendars/office/")
    joanna.write("input[name=friday]", "7:30–15:30")
    joanna.follow(SHOW)
    joanna.follow(SAVE)


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_rule_is_tried_before_it_counts(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    joanna = visit(language, width)
    joanna.sign_in("joanna")
    joanna.go("helpdesk/supervision/rules/")
    joanna.look("supervision-6-rules")
    joanna.follow('a[href$="/supervision/rules/new/"]')
    joanna.write("input[name=name]", f"Pilne {language} {width}")
    joanna.page.locator("select[name=trigger]").select_option("opened")
    joanna.page.locator("select[name=set_priority]").select_option("urgent")
    joanna.follow(SHOW)
    expect(joanna.page.locator("#preview li").first).to_be_visible()
    joanna.look("supervision-7-tried")
