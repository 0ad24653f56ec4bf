"""A supervisor decides what a category asks and prepares a macro; a service centre and an agent use both."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

SEND = ".asking-rest > .actions > .button:not(.link)"
# Short name, kind, and whether an answer is needed; asked in this order.
ASKED = [
    ("termin", "date", True),
    ("stanowiska", "number", True),
    ("jednostka", "office", True),
    ("wymaganie", "requirement", False),
]


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_what_is_set_up_is_asked_and_used(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    name = f"Wdrożenie {language} {width}"
    joanna, katarzyna, marek = (visit(language, width) for _ in range(3))
    for visitor, key in ((joanna, "joanna"), (katarzyna, "katarzyna"), (marek, "marek")):
        visitor.sign_in(key)
    a_category_is_set_up(joanna, name)
    a_macro_is_set_up(joanna, name)

    number = she_answers_what_it_asks(katarzyna, name)
    marek.go(f"helpdesk/desk/{number}/")
    facts = marek.page.locator("#facts")
    for words in ("1250", "Biblioteka Publiczna w Jarzębinowie"):
        expect(facts).to_contain_text(words)
    expect(facts.locator('a[href*="/standards/"]')).to_be_visible()
    marek.look("set-up-5-asked-at-the-desk")
    marek.go(f"helpdesk/desk/{number}/insert/macro/")
    marek.follow(f'main .rows a:has-text("{name}")')
    marek.look("set-up-6-macro")
    marek.follow("main form .button:not(.secondary)")
    expect(marek.page.locator("#entries")).to_contain_text(f"Sprawdzić {name}")
    expect(facts.locator("[name=nobody]")).to_be_visible()  # it is his now


def a_category_is_set_up(joanna: Visitor, name: str) -> None:
    page = joanna.page
    page.goto(f"{joanna.product.url}/cms/categories/new/")
    page.select_option("[name=kind]", "question")
    joanna.write("[name=name_pl]", name)
    joanna.write("[name=name_en]", name)
    page.select_option("[name=queue]", index=1)
    for place, (key, kind, is_required) in enumerate(ASKED):
        page.locator("#id_fields-ADD").click()
        joanna.write(f"[name=fields-{place}-label_pl]", f"Pytanie: {key}")
        joanna.write(f"[name=fields-{place}-key]", key)
        page.select_option(f"[name=fields-{place}-kind]", kind)
        if is_required:
            joanna.press(f"[name=fields-{place}-is_required]", "Space")
    page.locator("main form [type=submit]").last.click()
    expect(page.locator("main table")).to_contain_text(name)


def a_macro_is_set_up(joanna: Visitor, name: str) -> None:
    page = joanna.page
    page.goto(f"{joanna.product.url}/cms/macros/new/")
    joanna.write("[name=name_pl]", name)
    page.select_option("[name=steps-0-kind]", "note")
    joanna.write("[name=steps-0-text]", f"Sprawdzić {name}")
    page.locator("#id_steps-ADD").click()
    page.select_option("[name=steps-1-kind]", "assign")
    page.select_option("[name=steps-1-assignee]", "me")
    page.locator("main form [type=submit]").last.click()
    expect(page.locator("main table")).to_contain_text(name)


def she_answers_what_it_asks(katarzyna: Visitor, name: str) -> str:
    """A number that is none and a missing office are told beside their questions; nothing is lost."""
    page = katarzyna.page
    katarzyna.go("helpdesk/new/?kind=question")
    katarzyna.write("textarea[name=body]", f"Kiedy i jak? {name}")
    page.select_option("select[name=category]", label=name)
    expect(page.locator("[name=answer_termin]")).to_be_visible()
    expect(page.locator("select[name=requirement]")).to_be_hidden()  # the category asks it
    katarzyna.write_moment("[name=answer_termin]", "2027-03-01")
    katarzyna.write("[name=answer_stanowiska]", "dużo")
    katarzyna.look("set-up-1-asked")
    katarzyna.follow(SEND)
    expect(page.locator(".error-summary a")).to_have_count(2)
    expect(page.locator("[name=answer_termin]")).to_have_value("2027-03-01")
    katarzyna.look("set-up-2-refused")
    katarzyna.write("[name=answer_stanowiska]", "1250")
    page.select_option("[name=answer_jednostka]", label="Biblioteka Publiczna w Jarzębinowie")
    page.select_option("[name=answer_wymaganie]", index=1)
    katarzyna.look("set-up-3-answered")
    katarzyna.follow(SEND)
    if page.locator("form.asking").count():  # something was offered first
        katarzyna.follow(SEND)
    expect(page.locator("#facts")).to_contain_text("1250")
    katarzyna.look("set-up-4-sent")
    return page.url.rstrip("/").split("/")[-1]
