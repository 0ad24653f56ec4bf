"""The style page in Chromium: every component passes axe, fits and can be used by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.axe import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Open = Callable[..., Page]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNLABELLED = """() => [...document.querySelectorAll("input, select, textarea")]
    .filter(field => field.type !== "hidden" && !field.labels?.length && !field.ariaLabel)
    .map(field => field.name)"""


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("language", ["pl", "en"])
def test_axe_finds_nothing(open_page: Open, language: str, theme: str) -> None:
    page = open_page(f"/{language}/styles/")
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    assert axe_violations(page) == []


@pytest.mark.parametrize("path", ["/pl/nie-ma/", "/en/nope/"])
def test_axe_finds_nothing_on_an_error_page(open_page: Open, path: str) -> None:
    assert axe_violations(open_page(path, width=360)) == []


# 640 is a window of 1,280 pixels at 200 % zoom, 320 is the reflow criterion.
@pytest.mark.parametrize("width", [320, 360, 640, 768, 1024, 1280])
def test_no_width_scrolls_sideways(open_page: Open, width: int) -> None:
    page = open_page("/pl/styles/", width=width)
    assert page.evaluate(SIDEWAYS) == 0


def test_every_field_has_a_label(open_page: Open) -> None:
    assert open_page("/pl/styles/").evaluate(UNLABELLED) == []


def test_keyboard_starts_with_the_way_past_the_menu(open_page: Open) -> None:
    page = open_page("/pl/nie-ma/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_error_summary_has_the_focus_and_leads_to_the_fields(open_page: Open) -> None:
    page = open_page("/pl/styles/")
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").first.click()
    expect(page.locator("#id_wrong-subject")).to_be_focused()


def test_dialog_opens_and_closes_by_keyboard_and_gives_the_focus_back(open_page: Open) -> None:
    page = open_page("/pl/styles/")
    page.locator("[data-dialog]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sample-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sample-dialog")).to_be_hidden()
    expect(page.locator("[data-dialog]")).to_be_focused()


def test_menu_of_a_phone_opens_by_its_button(open_page: Open) -> None:
    page = open_page("/pl/styles/", width=360)
    expect(page.locator("#menu")).to_be_hidden()
    page.locator(".menu-button").click()
    expect(page.locator("#menu")).to_be_visible()
    assert axe_violations(page) == []


def test_menu_of_a_phone_is_there_without_scripts(open_page: Open) -> None:
    page = open_page("/pl/styles/", width=360, java_script_enabled=False)
    expect(page.locator("#menu")).to_be_visible()
    expect(page.locator(".menu-button")).to_be_hidden()


def test_chosen_appearance_stays_in_this_browser(open_page: Open) -> None:
    page = open_page("/pl/styles/")
    page.locator("button[data-theme=contrast]").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "contrast"
    page.locator("button[data-theme='']").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") is None


def test_a_form_is_sent_once_per_press(open_page: Open) -> None:
    page = open_page("/pl/styles/")
    posts = []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    page.evaluate("""() => {
        const form = document.querySelector("form[method=post]");
        form.requestSubmit();
        form.requestSubmit();
    }""")
    page.wait_for_timeout(500)
    assert len(posts) == 1


def test_unsent_text_is_not_lost_without_a_word(open_page: Open) -> None:
    page = open_page("/pl/styles/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_clean-subject").fill("Kopie")
    page.reload()
    assert asked == ["beforeunload"]


def test_news_are_said_politely(open_page: Open) -> None:
    page = open_page("/pl/styles/")
    page.evaluate("window.dispatchEvent(new CustomEvent('say', {detail: '2 nowe odpowiedzi'}))")
    expect(page.locator("[role=status] .toast span")).to_have_text("2 nowe odpowiedzi")
