"""A reader says what a page lacks and its editor acts on it; a member follows a standard and checks a file."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

PAGE = "kopie-zapasowe-krok-po-kroku"
DATA_SET = "drogi-gminne/1.0/"
WRONG = "numer_drogi;terc\n100101W;1465011\n100101W;14\n"


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_what_a_reader_misses_becomes_work_for_the_editor(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    words = f"Brakuje terminu {language} {width}."
    reader, editor = visit(language, width), visit(language, width)
    reader.go("knowledge/a-z/")
    reader.look("keeping-1-alphabet")
    reader.follow(f'main a[href*="{PAGE}"]')
    expect(reader.page.locator("#changes time").first).to_be_visible()

    note = reader.page.locator(".prose .term-note").first
    reader.reach(".prose .term a")
    expect(note).to_be_visible()
    reader.look("keeping-2-term")
    reader.page.keyboard.press("Escape")
    expect(note).to_be_hidden()

    reader.follow('.helpful a[href*="helped=no"]')
    reader.write("textarea[name=words]", words)
    reader.look("keeping-3-opinion")
    reader.follow("main form .button")

    editor.sign_in("magdalena")
    editor.go("knowledge/opinions/")
    row = f'.rows > li:has-text("{words}")'
    editor.look("keeping-4-work")
    editor.write(f"{row} input[name=answer]", "Dopisano termin.")
    editor.follow(f"{row} button[value=done]")
    editor.go("knowledge/opinions/?show=decided")
    expect(editor.page.locator(row)).to_contain_text("Dopisano termin.")
    reader.follow('main a[href*="kopie-zapasowe"]')
    expect(reader.page.locator(".helpful .why")).to_be_visible()


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_standard_is_followed_and_a_file_checked(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    member = visit(language, width)
    member.sign_in("anna")
    member.go("knowledge/standards/drogi-gminne/")
    member.follow(".follow form .button")
    expect(member.page.locator(".follow b")).to_be_visible()
    member.look("keeping-5-followed")
    member.follow(".follow p a")
    expect(member.page.locator("main")).to_contain_text(
        {"pl": "Drogi gminne", "en": "Roads of a gmina"}[language]
    )
    member.go("knowledge/standards/drogi-gminne/")
    member.follow(".follow form .button")
    expect(member.page.locator(".follow b")).to_have_count(0)

    member.go(f"knowledge/standards/{DATA_SET}")
    member.follow('#fields a[href*="/check/"]')
    _choose(member, WRONG)
    member.follow("main form .button:not(.secondary)")
    expect(member.page.locator("main [role=status] tbody tr").first).to_be_visible()
    member.look("keeping-6-errors")
    member.go(f"knowledge/data-sets/{DATA_SET}check/")
    _choose(member, member.page.request.get(f"{member.page.url}../sample.csv").text())
    member.follow("main form .button:not(.secondary)")
    expect(member.page.locator("main [role=status] h2")).to_be_visible()
    expect(member.page.locator("main [role=status] table")).to_have_count(0)
    member.look("keeping-7-good")


def _choose(member: Visitor, content: str) -> None:
    """A file picker is the one thing that a keyboard does outside of the page."""
    file = {"name": "drogi.csv", "mimeType": "text/csv", "buffer": content.encode()}
    member.reach("main input[type=file]").set_input_files(files=[file])
