"""Finding what others have built: the list, the map, an enquiry between offices, before buying."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
SOLUTION = "Otwarty moduł obsługi rady"


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_reader_narrows_the_list_and_takes_it_along(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    reader = visit(language, width)
    reader.go("projects/?with=reused")
    expect(reader.page.locator("ul.projects > li")).to_have_count(1)
    reader.look("reuse-1-list")
    with reader.page.expect_download() as download:
        reader.press('main a[href*="export.csv"]')
    assert SOLUTION in download.value.path().read_text(encoding="utf-8-sig")
    reader.follow("ul.projects a")
    expect(reader.page.locator("#reuse li")).to_contain_text("Jarzębinowo")
    expect(reader.page.locator("#software")).to_be_visible()
    reader.look("reuse-2-project")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_map_is_read_by_keyboard(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    reader = visit(language, width)
    reader.go("projects/map/")
    reader.look("map-1-country")
    reader.follow('.tiles a[href*="voivodeship=30"]')
    expect(reader.page.locator("ul.projects > li").first).to_be_visible()
    reader.go("projects/map/")
    reader.follow('main td a[href="?voivodeship=30"]')
    reader.look("map-2-voivodeship")
    reader.go("projects/statistics/")
    reader.look("map-3-statistics")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_one_office_asks_another(visit: Callable[..., Visitor], language: str, width: int) -> None:
    tomasz, piotr = visit(language, width), visit(language, width)
    tomasz.sign_in("tomasz")
    tomasz.go("projects/?with=reused")
    tomasz.follow("ul.projects a")
    tomasz.follow('main a[href$="/ask/"]')
    tomasz.write("main textarea", "Czy można zobaczyć moduł w działaniu?")
    tomasz.look("enquiry-1-asking")
    tomasz.follow("main form .button")
    expect(tomasz.page.locator("main .state")).to_have_class("state warn")

    piotr.sign_in("piotr")
    piotr.go("projects/enquiries/")
    piotr.look("enquiry-2-list")
    piotr.follow("main ul.rows a")
    piotr.write("main textarea", "Tak, w każdy czwartek o dziesiątej.")
    piotr.look("enquiry-3-answering")
    piotr.follow("main form .button")
    expect(piotr.page.locator("main .state")).to_have_class("state ok")

    tomasz.page.reload()
    expect(tomasz.page.locator("main")).to_contain_text("w każdy czwartek o dziesiątej")
    tomasz.look("enquiry-4-answered")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_specification_is_looked_through_before_buying(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    tomasz = visit(language, width)
    tomasz.sign_in("tomasz")
    tomasz.go("projects/before-you-buy/")
    tomasz.write(
        "main textarea",
        "Zamawiający kupuje moduł do obsługi sesji rady z głosowaniami. Wykonawca zapewni kopie "
        "zapasowe i serwerownię wspólną dla jednostek.",
    )
    tomasz.follow("main form .button")
    expect(tomasz.page.locator("#findings mark").first).to_be_visible()
    tomasz.look("buying-1-findings")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_an_office_takes_its_software_from_a_file_and_sends_the_description(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    piotr = visit(language, width)
    piotr.sign_in("piotr")
    piotr.go("projects/office/")
    piotr.follow("ul.projects a")
    piotr.follow('main a[href$="/publiccode/"]')
    version = "3.0" if language == "pl" else "3.1"
    content = (
        f'publiccodeYmlVersion: 0.4\nname: Moduł rady\nsoftwareVersion: "{version}"\nx-own: 1\n'
    )
    file = {"name": "publiccode.yml", "mimeType": "text/plain", "buffer": content.encode()}
    piotr.page.locator("input[type=file]").set_input_files(file)
    piotr.look("code-1-page")
    piotr.follow("main form.form .button")
    expect(piotr.page.locator(".remark").first).to_be_visible()
    piotr.look("code-2-file")
    piotr.press("#take-software_version", "Space")
    expect(piotr.page.locator("#take-software_version")).to_be_checked()
    piotr.follow("main form p.actions .button")
    expect(piotr.page.locator("#code-state .state.ok").first).to_be_visible()
