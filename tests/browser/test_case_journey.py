"""Where a ticket may lead: to the owner of a system and back, into another ticket, into guidance."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.test_process_journey import ask
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_the_owner_of_a_system_is_asked_and_answers(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    question = f"Czy znają Państwo błąd 17? {language} {width}"
    number = ask(product, "anna", f"Błąd 17 {language} {width}", queue="architektura")
    marek = visit(language, width)
    marek.sign_in("marek")

    marek.go(f"helpdesk/desk/{number}/?tab=owner")
    marek.page.select_option("[data-draft^=owner] select[name=system]", index=0)
    marek.write("[data-draft^=owner] [name=subject]", f"Błąd 17 {language} {width}")
    marek.write("[data-draft^=owner] [name=body]", question)
    marek.look("owner-1-written")
    marek.press("[data-draft^=owner] [data-primary]")
    expect(marek.page.locator(".owners-made, #entries .event").first).to_be_visible()
    asked = product.wait_for_mail(lambda mail: question in mail.get_body().get_content())
    product.manage("receive_mail", stdin=answer_to(asked, f"Tak, poprawka jutro. {width}"))

    expect(marek.page.locator("#entries")).to_contain_text("poprawka jutro")
    marek.go(f"helpdesk/desk/{number}/?tab=owner")
    marek.look("owner-2-answered")
    anna = visit(language, width)
    anna.sign_in("anna")
    anna.go(f"helpdesk/tickets/{number}/")
    expect(anna.page.locator("#entries")).not_to_contain_text("poprawka jutro")


def answer_to(asked: EmailMessage, text: str) -> bytes:
    """What the person who was written to sends back."""
    mail = EmailMessage()
    mail["From"], mail["To"] = asked["To"], asked["Reply-To"] or asked["From"]
    mail["Subject"] = f"Re: {asked['Subject']}"
    mail["In-Reply-To"] = mail["References"] = asked["Message-ID"]
    mail["Message-ID"] = f"<{abs(hash(text))}@wlasciciel.example>"
    mail.set_content(text)
    return mail.as_bytes()


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_duplicate_is_merged_and_the_answer_becomes_guidance(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    subject = f"Jak często zmieniać hasła? {language} {width}"
    first = ask(product, "anna", subject)
    second = ask(product, "anna", f"{subject} – ponownie")
    ewa = visit(language, width)
    ewa.sign_in("ewa")

    ewa.go(f"helpdesk/desk/{second}/?tab=merge")
    ewa.page.get_by_role("radio", name=first).check()
    ewa.look("case-1-merge")
    ewa.press('form[action$="/merge/"] [data-primary]')
    expect(ewa.page.locator('form[action$="/merge/"]')).to_have_count(0)
    ewa.look("case-2-merged")

    ewa.go(f"helpdesk/desk/{first}/?tab=status")
    ewa.page.select_option('form[action$="/status/"] [name=status]', "resolved")
    ewa.press('form[action$="/status/"] [data-primary]')
    expect(ewa.page.locator("a[href$='/guidance/']")).not_to_have_count(0)
    ewa.go(f"helpdesk/desk/{first}/guidance/")
    ewa.write("input[name=question]", subject)
    ewa.write("textarea[name=answer]", "Wtedy, gdy hasło mogło wyciec.")
    ewa.press("input[name=is_read]", "Space")
    ewa.look("case-3-guidance")
    ewa.follow("main form .button:not(.secondary)")
    expect(ewa.page.locator("#facts")).to_contain_text(subject)
    ewa.look("case-4-proposed")
