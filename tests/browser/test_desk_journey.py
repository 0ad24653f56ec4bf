"""An agent's morning, by keyboard alone, beside a colleague at the same desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_an_agents_morning(visit: Callable[..., Visitor], language: str, width: int) -> None:
    marek, joanna = visit(language, width), visit(language, width)
    marek.sign_in("marek")
    joanna.sign_in("joanna")
    several_at_once(marek)
    a_call(marek, language)
    two_at_one_ticket(marek, joanna)


def several_at_once(marek: Visitor) -> None:
    page = marek.page
    marek.go("helpdesk/desk/?view=all")
    marek.look("desk-1-list")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    marek.look("desk-2-keys")
    page.keyboard.press("Escape")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator(".ticket-row > input:checked")).to_have_count(2)
    expect(page.locator("#bulk-change")).to_be_visible()
    page.keyboard.press("b")
    # No other journey makes a ticket less urgent: both of these change, whichever they are.
    page.locator("#bulk-change").select_option("priority:low")
    marek.look("desk-3-selected")
    marek.follow("#bulk [data-primary]")
    expect(page.locator("#bulk-progress b")).to_contain_text("2")
    marek.look("desk-4-changed")
    with page.expect_navigation():
        page.keyboard.press("Shift+Z")
    expect(page.locator("#bulk-progress b")).to_contain_text("2")


def a_call(marek: Visitor, language: str) -> None:
    page = marek.page
    with page.expect_navigation():
        page.keyboard.press("Shift+C")
    expect(page.locator("#id_office")).to_be_focused()
    page.keyboard.type("jarzebinowo gmina")
    expect(page.locator("#office-list [aria-selected=true]")).to_be_visible()
    marek.look("desk-5-office")
    page.keyboard.press("Enter")
    expect(page.locator("select[name=person] option")).not_to_have_count(1)
    marek.write("textarea[name=body]", f"Nie działa poczta ({language}).")
    marek.look("desk-6-call")
    with page.expect_navigation():
        page.keyboard.press("ControlOrMeta+Enter")
    expect(page.locator("#pane h1")).to_have_text(f"Nie działa poczta ({language}).")
    marek.look("desk-7-written-down")


def two_at_one_ticket(marek: Visitor, joanna: Visitor) -> None:
    page = marek.page
    reference = page.locator("#pane").get_attribute("data-reference")
    joanna.go(f"helpdesk/desk/{reference}/")
    expect(joanna.page.locator("#present")).to_contain_text("Marek Zieliński")
    joanna.page.keyboard.press("r")
    joanna.page.keyboard.type("Od Joanny.")
    expect(page.locator("#present")).to_contain_text("Joanna Król")
    page.keyboard.press("r")
    page.keyboard.type("Od Marka.")
    page.keyboard.press("ControlOrMeta+Enter")
    expect(page.locator("#unsent")).to_contain_text("Od Marka.")
    marek.look("desk-8-may-be-taken-back")
    expect(joanna.page.locator("#unsent")).to_contain_text("Od Marka.")
    page.keyboard.press("z")
    expect(page.locator("#reply_body")).to_have_value("Od Marka.")
    joanna.page.keyboard.press("ControlOrMeta+Enter")
    expect(joanna.page.locator("#unsent")).to_contain_text("Od Joanny.")
    expect(joanna.page.locator("#entries")).to_contain_text("Od Joanny.")
    marek.look("desk-9-both-texts")
    expect(page.locator("#reply_body")).to_have_value("Od Marka.")
