"""A supervisor looks how the help desk does, changes a calendar and sees what moves, tries a rule."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, expect

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
    joanna.page.clock.install()
    joanna.go("helpdesk/supervision/")
    before = offered_times(joanna)
    she_finds_her_answer_before_she_asks(anna)
    joanna.page.clock.fast_forward(61_000)  # the figures come anew every minute, by themselves
    expect(offered(joanna)).to_contain_text(re.compile(rf"\b{before + 1}\b"))
    joanna.look("supervision-1-dashboard")
    if width == 360:
        joanna.press("details.filters > summary")
    joanna.page.locator("select[name=period]").select_option("90")
    joanna.follow(".narrow-by button")
    assert "period=90" in joanna.page.url
    joanna.follow("#by-queue tbody a")
    expect(joanna.page.locator("#by-queue tr.chosen")).to_have_count(1)
    joanna.look("supervision-2-one-queue")
    with joanna.page.expect_download() as download:
        joanna.press('#by-queue a[href*="/queue.xlsx"]')
    [heading, *rows] = load_workbook(BytesIO(download.value.path().read_bytes())).active.values
    assert len(heading) == len(rows[0])
    assert joanna.page.locator("#by-queue tr.chosen a").inner_text() in [row[0] for row in rows]


def offered(joanna: Visitor) -> Locator:
    """What is said of those to whom something was offered before they asked."""
    label = {"pl": "Odpowiedź przed wysłaniem", "en": "Answered before sending"}[joanna.language]
    return joanna.page.locator(".headline > div", has_text=label).locator(".note")


def offered_times(joanna: Visitor) -> int:
    return int(re.search(r"\d+", offered(joanna).inner_text())[0])


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
