"""Those who ask: a clerk on a phone, a coordinator who looks for something, a service centre, a rating."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from helpdesk import sensitive
from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor
from tests.helpdesk.requester.test_sensitive import SAMPLES

pytestmark = pytest.mark.browser

FILE = {"name": "blad.txt", "mimeType": "text/plain", "buffer": b"error 17"}
SEND = ".asking-rest > .actions > .button:not(.link)"
TEXT = "Jak ustawić kopie zapasowe poczty? e-Doręczenia nie odbierają. Dane: 44051401359"


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_clerk_asks_and_a_pesel_is_noticed(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    anna = visit(language, width)
    anna.sign_in("anna")
    anna.go("helpdesk/new/?kind=question")
    anna.write("textarea[name=body]", TEXT)

    warning = anna.page.locator("[data-sensitive]")
    expect(warning).to_contain_text("PESEL")
    expect(anna.page.locator("#offers li").first).to_be_attached()
    box = anna.page.locator("textarea[name=body]")
    expect(box).to_be_focused()
    anna.page.locator("select[name=category]").select_option(index=1)
    expect(anna.page.locator("input[name=answer_sprawa]").first).to_be_visible()
    expect(anna.page.locator("[name=answer_ezd]")).to_be_hidden()
    expect(anna.page.locator("select[name=system]")).to_be_visible()
    anna.reach("input[name=answer_sprawa]")
    anna.page.keyboard.press("ArrowDown")
    anna.page.keyboard.press("ArrowDown")
    expect(anna.page.locator("[name=answer_ezd]")).to_be_visible()
    anna.look("asking-1-noticed")

    anna.follow(SEND)  # sent as it is: refused, nothing is lost
    expect(anna.page.locator(".error-summary")).to_be_visible()
    expect(anna.page.locator("textarea[name=body]")).to_have_value(TEXT)
    anna.look("asking-2-refused")
    anna.press("[data-remove]")
    expect(anna.page.locator("textarea[name=body]")).not_to_have_value(TEXT)
    expect(anna.page.locator("[data-sensitive]")).to_be_hidden()
    anna.write("[name=answer_ezd]", "EZD RP 1.9")
    expect(anna.page.locator("#expected b")).to_be_visible()
    anna.page.locator("input[type=file]").first.set_input_files(FILE)
    expect(anna.page.locator("#draft-kept")).not_to_be_empty()
    anna.follow(SEND)
    expect(anna.page.locator("#facts")).to_contain_text("EZD RP 1.9")
    expect(anna.page.locator("#entries .file")).to_contain_text("blad.txt")
    assert "44051401359" not in anna.page.content()
    anna.look("asking-3-sent")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_draft_goes_on_at_another_device(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    text = f"Zaczęte na komputerze {language} {width}, dokończę w telefonie."
    desktop, phone = visit(language, 1440), visit(language, width)
    for visitor in (desktop, phone):
        visitor.sign_in("tomasz")
    desktop.go("helpdesk/new/?kind=fault")
    desktop.write("textarea[name=body]", text)
    expect(desktop.page.locator("#draft-kept")).not_to_be_empty()

    phone.go("helpdesk/new/?kind=fault")
    expect(phone.page.locator("#draft")).to_be_visible()
    phone.look("draft-1-offered")
    phone.follow("#draft a.button")
    expect(phone.page.locator("textarea[name=body]")).to_have_value(text)
    phone.go("helpdesk/new/?kind=fault")
    phone.follow("#draft form button")
    expect(phone.page.locator("#draft")).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_coordinator_narrows_the_list(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    tomasz = visit(language, width)
    tomasz.sign_in("tomasz")
    tomasz.go("helpdesk/?scope=office&state=open")
    rows = tomasz.page.locator("ul.rows.ruled > li")
    all_open = rows.count()
    if width < 861:
        tomasz.press("details.filters > summary")
    tomasz.page.locator("select[name=system]").select_option(label="e-Doręczenia")
    tomasz.look("list-1-narrowing")
    tomasz.follow("details.filters form .button")
    assert 0 < rows.count() < all_open
    tomasz.write(".search-box input[name=q]", "odbieranie przesyłek")
    tomasz.enter()
    expect(rows.first).to_contain_text("e-Doręczenia nie odbierają od rana")
    tomasz.look("list-2-found")
    with tomasz.page.expect_download() as download:
        tomasz.press('a[href*="/export/"]')
    assert "e-Doręczenia nie odbierają od rana" in download.value.path().read_text("utf-8-sig")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_service_centre_asks_for_three_units(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    katarzyna = visit(language, width)
    katarzyna.sign_in("katarzyna")
    katarzyna.go("helpdesk/new/?kind=question")
    katarzyna.write("textarea[name=body]", f"Wspólny plan kopii dla szkół {language} {width}")
    expect(katarzyna.page.locator("#id_units_1")).to_be_hidden()  # the office one acts for
    for place in (0, 2, 3):
        katarzyna.press(f"#id_units_{place}", "Space")
    katarzyna.look("units-1-chosen")
    katarzyna.follow(SEND)
    if katarzyna.page.locator("form.asking").count():  # something was offered first
        katarzyna.follow(SEND)
    concerned = katarzyna.page.locator("#facts [data-units]")
    expect(concerned).to_contain_text("Biblioteka Publiczna w Jarzębinowie")
    katarzyna.press("details.units > summary")
    katarzyna.press("details.units input[checked]", "Space")
    katarzyna.follow("details.units .button")
    katarzyna.look("units-2-changed")
    expect(concerned).not_to_contain_text("Biblioteka Publiczna w Jarzębinowie")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_finished_ticket_is_rated(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    anna = visit(language, width)
    anna.sign_in("anna")
    anna.go("helpdesk/?state=done")
    anna.follow('ul.rows a:has-text("Fałszywa wiadomość")')
    best = anna.page.locator('#rating input[value="5"]')
    # Whoever rated it before finds the mark that they gave.
    anna.reach(
        "#rating input:checked"
        if anna.page.locator("#rating input:checked").count()
        else "#rating input[type=radio]"
    )
    anna.page.keyboard.press("Space")
    while not best.is_checked():
        anna.page.keyboard.press("ArrowDown")
    anna.write("#rating textarea", "Szybko i jasno.")
    anna.look("rating-1-chosen")
    anna.follow("#rating .button")
    expect(best).to_be_checked()
    anna.look("rating-2-kept")


def test_the_browser_notices_what_the_server_notices(
    visit: Callable[..., Visitor], product: Product
) -> None:
    anna = visit("pl", 1440)
    anna.go("helpdesk/incident/")
    texts = [text for text, _found in SAMPLES]
    module = f"{product.url}/static/js/helpdesk-sensitive.js"
    script = "async ([module, texts]) => { const { find } = await import(module); return texts.map(find); }"

    found = anna.page.evaluate(script, [module, texts])

    for text, ours in zip(texts, found, strict=True):
        theirs = [
            {"what": str(f.what), "start": f.start, "end": f.end} for f in sensitive.find(text)
        ]
        assert (text, ours) == (text, theirs)
