"""A clerk in a hurry: mistypes, takes the word that was meant, narrows by filters, asks a consultant."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

BOX = "main input[type=search]"
WORDS = {
    "pl": {"mistyped": "incydnet", "meant": "incydent", "known": "kopie zap", "nothing": "kwarcyt"},
    "en": {"mistyped": "incidnet", "meant": "incident", "known": "backups", "nothing": "quartzite"},
}


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_what_was_meant_is_found_and_narrowed(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    clerk, words = visit(language, width), WORDS[language]
    clerk.go("search/")
    clerk.write(BOX, words["mistyped"])
    clerk.enter()
    clerk.look("search-1-meant")
    clerk.follow(f'main .meant a:has-text("{words["meant"]}")')
    clerk.look("search-2-found")
    if width == 360:  # filters are folded on a phone
        clerk.press("main details.filters summary")
    clerk.follow('main .facet a[href*="kind=guidance"]')
    expect(clerk.page.locator('main .facet a[aria-current="true"]')).to_have_count(1)
    clerk.look("search-3-narrowed")

    clerk.reach(BOX).fill("")
    clerk.page.keyboard.type(words["known"])
    expect(clerk.page.locator("main .suggestions [role=option]").first).to_be_visible()
    clerk.page.keyboard.press("ArrowDown")
    clerk.look("search-4-suggested")
    clerk.enter()
    expect(clerk.page.locator("h1")).to_be_visible()

    clerk.go("search/")
    clerk.write(BOX, words["nothing"])
    clerk.enter()
    clerk.look("search-5-nothing")
    clerk.follow('main a[href*="/helpdesk/new/?subject="]')
    assert words["nothing"] in clerk.page.url


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_search_is_saved_named_and_let_go(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    anna, saved = visit(language, width), "main .saved-searches"
    anna.sign_in("anna")
    anna.go(f"search/?q={WORDS[language]['meant']}&kind=guidance")
    anna.follow("main .keep-search button")
    expect(anna.page.locator(f"{saved} > li")).to_have_count(1)
    anna.press(f"{saved} summary")
    anna.look("saved-1-list")
    anna.write(f"{saved} input[name=name]", "Audyt 2027")
    anna.follow(f"{saved} .stack button")
    expect(anna.page.locator(f"{saved} > li > a")).to_have_text("Audyt 2027")
    anna.follow(f"{saved} > li > a")
    assert "kind=guidance" in anna.page.url
    anna.look("saved-2-again")
    anna.go("account/searches/")
    anna.press(f"{saved} summary")
    anna.follow(f"{saved} button.danger")
    expect(anna.page.locator(saved)).to_have_count(0)
    anna.look("saved-3-empty")
