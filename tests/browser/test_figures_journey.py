"""A coordinator looks at similar offices; anybody looks at figures of a voivodeship."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_an_office_beside_others(visit: Callable[..., Visitor], language: str, width: int) -> None:
    tomasz, reader = visit(language, width), visit(language, width)
    tomasz.sign_in("tomasz")
    tomasz.go("knowledge/assessments/")
    tomasz.follow('main a[href*="/knowledge/assessments/"] >> text=/2\\.0/')
    tomasz.follow('main a[href$="/peers/"]')
    expect(tomasz.page.locator(".figures tbody tr").first).to_be_visible()
    tomasz.look("figures-1-peers")

    reader.go("knowledge/standards/bezpieczenstwo-informacji/2.0/")
    reader.follow('main a[href*="/knowledge/figures/"]')
    expect(reader.page.locator("#named ~ table")).to_contain_text("Brzeźno")
    whole = reader.page.locator(".figures tbody tr").count()
    reader.look("figures-2-country")
    reader.reach("main select").select_option("30")
    reader.follow("main form button")
    expect(reader.page.locator("main select")).to_have_value("30")
    assert reader.page.locator(".figures tbody tr").count() <= whole
    reader.look("figures-3-voivodeship")
