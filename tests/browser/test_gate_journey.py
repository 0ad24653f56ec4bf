"""„Your office's projects”: a coordinator describes one, a reviewer lets it through, everybody reads it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
PROJECT = "Otwarty moduł obsługi rady"


@pytest.mark.parametrize(("language", "width"), BOTH[:1])
def test_a_description_goes_from_the_office_through_the_gate_to_readers(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    words = f"Radni głosują na tablecie, a mieszkańcy widzą wynik ({language}, {width})."
    piotr, magdalena, reader = (visit(language, width) for _person in range(3))
    _describe(piotr, words)
    _let_through(magdalena, words)

    reader.go("projects/?with=reused")
    reader.follow(f'ul.projects a:has-text("{PROJECT}")')
    expect(reader.page.locator("main article")).to_contain_text(words)
    reader.look("gate-7-public")
    piotr.page.reload()
    expect(piotr.page.locator("#description .notice.ok")).to_be_visible()


def _describe(piotr: Visitor, words: str) -> None:
    """Write the description, see it kept while writing, and send it."""
    piotr.sign_in("piotr")
    piotr.go("projects/office/")
    piotr.look("gate-1-projects")
    piotr.follow(f'ul.projects a:has-text("{PROJECT}")')
    piotr.look("gate-2-project")
    piotr.follow('main a[href$="/describe/"]')
    piotr.write("[name=summary_pl]", words)
    piotr.write("[name=summary_en]", words)
    expect(piotr.page.locator("#kept")).not_to_be_empty()
    piotr.look("gate-3-form")
    piotr.follow("button[name=send]")
    expect(piotr.page.locator("#description .notice.info")).to_be_visible()
    piotr.look("gate-4-sent")


def _let_through(magdalena: Visitor, words: str) -> None:
    """Read what was sent, answer the five questions with yes, publish."""
    magdalena.sign_in("magdalena")
    magdalena.go("projects/submissions/")
    magdalena.follow(f'main ul.rows a:has-text("{PROJECT}")')
    expect(magdalena.page.locator("main article")).to_contain_text(words)
    magdalena.look("gate-5-question")
    for number in range(magdalena.page.locator("input[name=checks]").count()):
        magdalena.press(f"input[name=checks] >> nth={number}", "Space")
    expect(magdalena.page.locator("input[name=checks]:checked")).to_have_count(5)
    magdalena.follow('form[action$="/publish/"] .button')
    magdalena.look("gate-6-published")
