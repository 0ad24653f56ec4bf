"""A reader types a word as they say it, without diacritics, and lands on guidance and its requirement."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import EACH_WIDTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

QUESTIONS = {"pl": "zapasowych kopii", "en": "backups"}


@pytest.mark.parametrize(("language", "width"), EACH_WIDTH)
def test_guidance_is_found_and_leads_on(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    reader = visit(language, width)
    reader.go("")
    reader.look("guidance-1-home")
    reader.write("main input[type=search]", QUESTIONS[language])
    reader.enter()
    reader.look("guidance-2-found")
    reader.follow('main .hits a[href*="kopie-zapasowe-krok-po-kroku"]')
    expect(reader.page.locator("main article, main .prose").first).to_be_visible()
    reader.look("guidance-3-page")
    reader.follow('main a[href*="/bezpieczenstwo-informacji/2.0/"]')
    reader.look("guidance-4-requirement")
    expect(reader.page.locator("h1")).to_be_visible()
