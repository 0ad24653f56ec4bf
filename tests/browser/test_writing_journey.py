"""An agent answers by keyboard alone: canned reply, citation, pasted screenshot; the requester reads it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

BOX = "#reply_body"
# The one thing a keyboard cannot do in a test: put a picture on the clipboard.
PASTE = """element => {
  const data = new DataTransfer();
  const bytes = Uint8Array.from(atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  ), (letter) => letter.charCodeAt(0));
  data.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
  element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""

DROP = PASTE.replace(
    "ClipboardEvent('paste', { clipboardData:", "DragEvent('drop', { dataTransfer:"
)


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_an_answer_with_everything(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    anna, ewa = visit(language, width), visit(language, width)
    anna.sign_in("anna")
    reference = _ask(anna, f"Kopie poczty {language} {width}")

    ewa.sign_in("ewa")
    ewa.go(f"helpdesk/desk/{reference}/")
    ewa.reach(BOX)
    ewa.page.keyboard.type("::uzup")
    option = ewa.page.locator(".inserter [role=option]:not(.none)")
    expect(option).to_have_count(1)
    ewa.look("writing-1-canned")
    ewa.page.keyboard.press("Enter")
    expect(ewa.page.locator(BOX)).to_have_value(re.compile(reference))
    ewa.page.keyboard.type("\n??kopie")
    expect(option.first).to_be_visible()
    ewa.look("writing-2-cite")
    ewa.page.keyboard.press("Enter")
    expect(ewa.page.locator("[data-panel=reply] [data-cited] li")).to_have_count(1)
    ewa.page.locator(BOX).evaluate(PASTE)
    added = ewa.page.locator("[data-panel=reply] [data-files] [data-waiting]")
    expect(added).to_contain_text("zrzut-ekranu")
    ewa.look("writing-3-ready")
    ewa.reach("[data-panel=reply] [data-toolbar] button")
    ewa.page.keyboard.press("End")
    ewa.page.keyboard.press("Enter")
    expect(ewa.page.locator("[data-panel=reply] .preview")).to_contain_text(reference)
    ewa.look("writing-4-preview")
    ewa.reach(BOX)
    ewa.page.keyboard.press("ControlOrMeta+Enter")
    # Ten seconds in which it can be taken back, then the worker sends it.
    expect(ewa.page.locator("#entries .citation")).to_have_count(1)
    ewa.look("writing-5-sent")

    anna.go(f"helpdesk/tickets/{reference}/")
    expect(anna.page.locator("#entries .citation a").first).to_be_visible()
    expect(anna.page.locator("#entries .file")).to_contain_text("zrzut-ekranu")
    anna.look("writing-6-requester")


def _ask(visitor: Visitor, subject: str) -> str:
    visitor.go("helpdesk/new/?kind=question")
    visitor.write("textarea[name=body]", "Jak często robić kopie poczty?")
    visitor.write("input[name=subject]", subject)
    for _time in range(2):  # what may answer already is offered once before anything is sent
        if "/tickets/" not in visitor.page.url:
            visitor.follow(".asking-rest > .actions > .button:not(.link)")
    return visitor.page.url.rstrip("/").split("/")[-1]


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_what_hangs_on_a_ticket(visit: Callable[..., Visitor], language: str, width: int) -> None:
    anna, ewa, joanna = (visit(language, width) for _ in range(3))
    anna.sign_in("anna")
    reference = _ask(anna, f"Lista {language} {width}")
    joanna.sign_in("joanna")
    joanna.go(f"helpdesk/desk/{reference}/?tab=tags")
    joanna.write("#tag-name", "RODO" if language == "pl" else "GDPR")
    joanna.page.keyboard.press("Enter")
    expect(joanna.page.locator("#facts .tag")).to_have_count(1)
    joanna.look("around-1-tag")
    joanna.go(f"helpdesk/desk/{reference}/?tab=checklist")
    joanna.write("#new-items", "Zadzwonić\nZapisać numer")
    joanna.page.keyboard.press("ControlOrMeta+Enter")
    joanna.press(".checklist .tick")
    expect(joanna.page.locator(".checklist .done")).to_have_count(1)
    joanna.look("around-2-checklist")
    joanna.go(f"helpdesk/desk/{reference}/?tab=people")
    joanna.write("#copy-address", "doradca@kancelaria.example")
    joanna.page.keyboard.press("Enter")
    expect(joanna.page.locator("input[name=confirmed]")).to_have_count(1)
    joanna.look("around-3-confirm")
    joanna.press("form:has(input[name=confirmed]) button")
    expect(joanna.page.locator(".around")).to_contain_text("doradca@kancelaria.example")
    joanna.look("around-4-people")
    joanna.go(f"helpdesk/desk/{reference}/?tab=note")
    joanna.write("#note_body", "@Ewa Lis, zobacz zrzut.")
    joanna.page.locator("#note_body").evaluate(DROP)
    expect(joanna.page.locator("[data-panel=note] [data-files] [data-waiting]")).to_have_count(1)
    joanna.look("around-4-note")
    joanna.reach("#note_body")
    joanna.page.keyboard.press("ControlOrMeta+Enter")
    expect(joanna.page.locator("#entries .note .file")).to_have_count(1)
    ewa.sign_in("ewa")
    ewa.go("mailing/notifications/")
    expect(ewa.page.locator("main .rows li").first).to_contain_text(reference)
    ewa.look("around-5-called")
    joanna.go(f"helpdesk/desk/{reference}/insert/macro/")
    joanna.look("around-5-macros")
    joanna.follow("main .rows a")
    joanna.look("around-6-macro")
    joanna.follow("main form .button:not(.secondary)")

    anna.go(f"helpdesk/tickets/{reference}/")
    expect(anna.page.locator("#followers")).to_contain_text("doradca@")
    anna.look("around-7-requester")
