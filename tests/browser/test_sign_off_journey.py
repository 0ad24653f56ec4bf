"""The coordinator asks, the head answers by the link in the mail, on a phone and without an account."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.test_assessment_journey import BEGIN
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

LINK = re.compile(r"/\w\w/knowledge/sign-off/\S+")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_the_head_signs_or_gives_back(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    number = product.manage("shell", "-c", BEGIN).stdout.decode().split()[-1]
    address, signs = f"wojt-{language}@jarzebinowo.test", language == "pl"
    tomasz, head = visit(language, width), visit(language, 360)
    tomasz.sign_in("tomasz")
    tomasz.go(f"knowledge/assessments/{number}/")
    tomasz.follow('main a[href$="/sign-offs/"]')
    tomasz.write("input[name=head_email]", address)
    tomasz.look("sign-off-1-asking")
    tomasz.follow("main form.form .button")
    expect(tomasz.page.locator("main .rows")).to_contain_text(address)

    told = product.wait_for_mail(lambda mail: address in str(mail["To"]))
    link = product.url + LINK.search(told.get_body(("plain",)).get_content())[0]
    head.page.goto(link)
    head.look("sign-off-2-asked")
    head.write("input[name=signed_as]", "Halina Dąbek, wójt")
    if not signs:
        head.write("textarea[name=note]", "Brakuje nam terminu.")
    head.follow("main form button[name=sign]" if signs else "main form button:not([name])")
    expect(head.page.locator("main form")).to_have_count(0)
    head.look("sign-off-3-answered")
    head.page.goto(link)
    expect(head.page.locator("main form")).to_have_count(0)  # once

    tomasz.page.reload()
    newest = tomasz.page.locator("main .rows > li").first
    expect(newest).to_contain_text("Halina Dąbek, wójt")
    tomasz.look("sign-off-4-heard")
    if not signs:
        expect(newest).to_contain_text("Brakuje nam terminu.")
        return
    with tomasz.page.expect_download() as download:
        newest.locator("a").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
