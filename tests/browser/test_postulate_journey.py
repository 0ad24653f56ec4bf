"""An office says what stops it, another wants the same, an editor answers; the record says who does what."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_postulate_is_written_supported_and_answered(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    title = f"Postulat z podróży {language}"
    piotr, tomasz, pawel = (visit(language, width) for _ in range(3))

    piotr.sign_in("piotr")
    piotr.go("knowledge/postulates/")
    piotr.look("postulate-1-list")
    piotr.follow('main .page-head a[href$="/new/"]')
    piotr.press("main input[value=barrier]", "Space")
    piotr.write("main input[name=title]", title)
    piotr.write("main textarea[name=body]", "Dziś robimy to dwa razy.")
    piotr.look("postulate-2-form")
    piotr.follow("main form.postulating button")
    expect(piotr.page.locator("h1")).to_have_text(title)
    place = piotr.page.url.split(f"/{language}/", 1)[1]

    tomasz.sign_in("tomasz")
    tomasz.go(place)
    tomasz.follow('main form[action*="/support/"] button')
    expect(tomasz.page.locator(".supporters")).to_contain_text("Gmina Jarzębinowo")

    pawel.sign_in("pawel")
    pawel.go(place)
    pawel.reach("main select[name=state]").select_option("accepted")
    pawel.write("main input[name=body_name]", "Punkt Wsparcia")
    pawel.write("main textarea[name=text]", "Zmienimy to w przyszłym roku.")
    pawel.follow("main form.answer button")
    expect(pawel.page.locator(".response")).to_contain_text("Zmienimy to")
    pawel.look("postulate-3-answered")
    pawel.go("knowledge/postulates/agreements/")
    pawel.look("postulate-4-record")
