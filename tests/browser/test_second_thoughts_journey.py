"""What is decided otherwise later: hidden and shared, closed and opened again, put off, moved, parted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.test_process_journey import ask
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_requester_hides_shares_and_opens_again(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    anna, tomasz = visit(language, width), visit(language, width)
    number = ask(product, "anna", f"Tylko dla mnie {language} {width}")
    own = f"helpdesk/tickets/{number}/"
    anna.sign_in("anna")
    anna.go(own)
    anna.follow('form[action$="/share/"] button')
    anna.look("second-thoughts-1-hidden")
    tomasz.sign_in("tomasz")
    tomasz.go("helpdesk/?scope=office")
    assert number not in tomasz.page.content()
    anna.follow('form[action$="/share/"] button')
    tomasz.go(own)
    expect(tomasz.page.locator("h1")).to_have_text(f"Tylko dla mnie {language} {width}")

    anna.follow('form[action$="/close/"] button')
    expect(anna.page.locator('form[action$="/reopen/"]')).to_be_visible()
    anna.look("second-thoughts-2-closed")
    anna.follow('form[action$="/reopen/"] button')
    expect(anna.page.locator("form.answer textarea")).to_be_visible()
    anna.look("second-thoughts-3-open-again")

    anna.go("mailing/preferences/")
    anna.page.locator('input[name="helpdesk.status"][value="digest"]').check()
    anna.look("second-thoughts-4-digest")
    anna.follow("main form .button")
    kept = anna.page.locator('input[name="helpdesk.status"][value="digest"]')
    expect(kept).to_be_checked()
    # As it was, for the next journey.
    anna.page.locator('input[name="helpdesk.status"][value="mail"]').check()
    anna.follow("main form .button")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_an_agent_arranges_puts_off_moves_and_parts(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    marek = visit(language, width)
    page = marek.page
    first = ask(product, "anna", f"Drukarka {language} {width}", queue="architektura")
    marek.sign_in("marek")
    marek.go("helpdesk/desk/arrange/")
    page.locator("input[name=columns][value=channel]").check()
    marek.look("put-off-1-arrange")
    marek.follow("main form.form .button")
    marek.go("helpdesk/desk/?view=all")
    assert page.locator(".ticket-head span").count() > 3
    marek.look("put-off-2-columns")
    with page.expect_navigation():
        page.keyboard.press("n")
    expect(page.locator("#pane h1")).to_be_visible()

    marek.go(f"helpdesk/desk/{first}/")
    page.keyboard.press("i")
    marek.write("#note_body", "Sprawdzić w poniedziałek.")
    expect(page.locator("#note-panel .kept, [data-keep=note] .kept")).not_to_be_empty()
    marek.go("helpdesk/desk/?view=drafts")
    expect(page.locator(f'.ticket-rows a[href*="{first}"]')).to_be_visible()
    marek.look("put-off-3-with-my-draft")

    marek.go(f"helpdesk/desk/{first}/?tab=status")
    page.select_option('form[action$="/status/"] [name=status]', "on_hold")
    marek.write("[name=waits_for]", "Centralny Ośrodek Informatyki")
    marek.look("put-off-4-on-hold")
    marek.press('form[action$="/status/"] [data-primary]')
    expect(page.locator("#facts")).to_contain_text("Centralny Ośrodek Informatyki")

    marek.go(f"helpdesk/desk/{first}/?tab=office")
    marek.write("#id_office", "brzezno nad weln")
    expect(page.locator("#office-list [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    marek.follow('form[action$="/office/"] [data-primary]')
    marek.look("put-off-5-who-reads-it-then")
    marek.follow("button[name=confirmed]")
    expect(page.locator("#facts")).to_contain_text("Brzeźno nad Wełną")
    marek.look("put-off-6-moved")
