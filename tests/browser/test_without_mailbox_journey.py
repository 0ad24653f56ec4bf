"""A coordinator enters somebody without a mailbox, who signs in with the code and is met by name."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

OFFICE = re.compile(r"/account/offices/\d+/\Z")
CODE = re.compile(r"\b\w{4}-\w{4}-\w{4}\b")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_somebody_without_a_mailbox_signs_in_once(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    coordinator, person = visit(language, width), visit(language, width)
    coordinator.sign_in("tomasz")
    coordinator.go("account/offices/")
    links = coordinator.page.locator("main a").evaluate_all("all => all.map(one => one.href)")
    coordinator.page.goto(next(link for link in links if OFFICE.search(link)))
    coordinator.look("without-mailbox-1-office")
    coordinator.follow('a[href$="/people/enter/"]')
    name = f"Zofia Gajowa {language.capitalize()}"
    coordinator.write("textarea[name=names]", name)
    coordinator.look("without-mailbox-2-names")
    coordinator.follow("main form .button")
    coordinator.look("without-mailbox-3-codes")
    code = CODE.search(coordinator.page.locator("main").inner_text())[0]

    person.go("account/login/")
    person.follow('main a[href$="/account/code/"]')
    person.write("input[name=code]", code)
    person.look("without-mailbox-4-sign-in")
    person.enter()
    person.go("account/profile/")
    expect(person.page.locator("body")).to_contain_text(name)
    person.look("without-mailbox-5-own-account")
