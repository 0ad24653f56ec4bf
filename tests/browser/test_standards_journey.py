"""A reader takes a requirement in the words of their role, sees what changed, and asks for a law that moved."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

REQUIREMENT = "knowledge/standards/bezpieczenstwo-informacji/2.0/BI-10/"


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_requirement_is_read_compared_and_its_law_dated(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    reader = visit(language, width)
    reader.go(REQUIREMENT)
    reader.look("standards-1-requirement")
    reader.follow('.readings a[href*="reading=it"]')
    expect(reader.page.locator('.readings a[href*="reading=it"][aria-current]')).to_be_visible()
    reader.look("standards-2-reading")
    reader.follow('aside a[href*="/compare/"]')
    expect(reader.page.locator(".comparison ins").first).to_be_visible()
    reader.look("standards-3-comparison")
    reader.go("search/?q=KRI+%C2%A7+20")
    expect(reader.page.locator(".clarification li")).to_have_count(4)
    reader.look("standards-4-which-day")
    reader.follow(".clarification li:first-child a")
    expect(reader.page.locator("h1")).to_contain_text("KRI 2012 § 20")
