"""What reviewers of the archive do: take a list in, decide what the rules could not, release a document."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor
from tests.projects_archive.factories import HEADINGS_2014

pytestmark = pytest.mark.browser
OWN = "Otwarty moduł obsługi rady"
UNSURE = "Inteligentny system transportu"


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_list_is_given_in_the_admin_and_its_doubtful_row_decided(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    magdalena, reader = visit(language, width), visit(language, width)
    title = f"{UNSURE} {width}"
    _give_list(magdalena, title, f"Portal e-usług {width};GMINA DOBRA;sto;85;Nie;brak;Nie")

    magdalena.go("projects/review/")
    row = magdalena.page.locator("ul.review > li", has_text=title)
    expect(row).to_be_visible()
    magdalena.look("staff-2-doubtful")
    magdalena.press(f'ul.review > li:has-text("{title}") button', "d")
    expect(row.locator(".state.ok")).to_be_visible()

    reader.go(f"projects/?q={UNSURE.split()[0]}")
    expect(reader.page.locator("ul.projects")).to_contain_text(title)


def _give_list(magdalena: Visitor, title: str, refused: str) -> None:
    """Give a list of two rows, wait for the worker, and read why one was refused."""
    content = "\n".join([HEADINGS_2014, f"{title};GMINA DOBRA;100;85;Nie;brak;Nie", refused, ""])
    page = magdalena.page
    magdalena.sign_in("magdalena")
    page.goto(f"{magdalena.product.url}/cms/archive/lists/")
    _photograph(magdalena, "staff-0-giving")
    file = {"name": f"{title}.csv", "mimeType": "text/csv", "buffer": content.encode("cp1250")}
    page.locator("input[type=file]").set_input_files(file)
    page.locator(".nice-padding form button").click()
    magdalena.wait_until(lambda: page.locator('a[href*="/projects/imports/"]').count() > 0)
    _photograph(magdalena, "staff-1-taken-in")
    page.locator('a.button[href*="/projects/imports/"]').first.click()
    expect(page.locator("main")).to_contain_text("sto")
    magdalena.look("staff-1-report")


def _photograph(visitor: Visitor, name: str) -> None:
    """A page of Wagtail's admin: a screenshot, without the judgement of what is not ours."""
    visitor.screens.mkdir(parents=True, exist_ok=True)
    width = visitor.page.viewport_size["width"]
    file = visitor.screens / f"{name}-{visitor.language}-{width}.png"
    visitor.page.screenshot(path=file, full_page=True)


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_document_goes_from_the_office_through_the_check_to_readers(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    """Nobody else reads it before a reviewer has looked for personal data; then its words are found."""
    piotr, magdalena, reader = (visit(language, width) for _person in range(3))
    title = f"Podręcznik kancelarii {width}"
    _add_document(piotr, title)
    reader.go("projects/documents/?q=protokolant")
    expect(reader.page.locator("main")).not_to_contain_text(title)

    magdalena.sign_in("magdalena")
    magdalena.go("projects/documents/review/")
    magdalena.look("document-3-waiting")
    magdalena.follow(f'main ul.rows a:has-text("{title}")')
    magdalena.wait_until(lambda: magdalena.page.locator("#check ~ ul.rows li").count() > 0)
    magdalena.look("document-4-check")
    magdalena.press("#is-checked", "Space")
    magdalena.follow('form[action$="/release/"] .button')

    reader.go("projects/documents/?q=protokolantem")
    reader.wait_until(lambda: reader.page.locator(f'main a:has-text("{title}")').count() > 0)
    reader.look("document-5-found")
    reader.follow(f'main a:has-text("{title}")')
    with reader.page.expect_download() as download:
        reader.press('main a[href*="/files/"]')
    assert "protokolant" in download.value.path().read_text()
    reader.look("document-6-public")


def _add_document(piotr: Visitor, title: str) -> None:
    """The owner's coordinator adds a manual and sees that it waits."""
    piotr.sign_in("piotr")
    piotr.go("projects/office/")
    piotr.follow(f'ul.projects a:has-text("{OWN}")')
    piotr.follow('main a[href$="/documents/add/"]')
    piotr.look("document-1-adding")
    content = f"{title}: protokolant otwiera sesję, kontakt: jan.kowal@poczta.test."
    file = {"name": "podrecznik.txt", "mimeType": "text/plain", "buffer": content.encode()}
    piotr.reach("input[type=file]").set_input_files(file)
    piotr.write("input[name=title]", title)
    piotr.reach("select[name=kind]").select_option("manual")
    piotr.follow("main form .actions .button")
    expect(piotr.page.locator("main")).to_contain_text(title)
    piotr.look("document-2-added")
