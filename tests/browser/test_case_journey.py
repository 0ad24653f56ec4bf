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

GUIDANCE = {"pl": "poradniki", "en": "guidance"}


# What editors do with a draft, at first as it came, then with other words; then the agents are told.
PUBLISH = """
from django.utils import timezone
from helpdesk.to_guidance.actions import tell_of_changes
from knowledge.models import GuidancePage
page = GuidancePage.objects.get(title={title!r}).get_latest_revision_as_object()
page.answer = {answer!r} or page.answer
page.save_revision().publish()
print(tell_of_changes(at=timezone.now()))
"""


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
    first = ask(product, "anna", subject, system="e-doreczenia")
    second = ask(product, "anna", f"{subject} – ponownie")
    anna, ewa = visit(language, width), visit(language, width)
    anna.sign_in("anna")
    ewa.sign_in("ewa")

    ewa.go(f"helpdesk/desk/{second}/?tab=merge")
    ewa.page.get_by_role("radio", name=first).check()
    ewa.look("case-1-merge")
    ewa.press('form[action$="/merge/"] [data-primary]')
    expect(ewa.page.locator('form[action$="/merge/"]')).to_have_count(0)
    ewa.look("case-2-merged")
    she_is_led_to_the_one_that_goes_on(anna, first, second)

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

    product.run(PUBLISH.format(title=subject, answer=""))
    she_hears_of_the_guidance(anna, ewa, first)
    product.run(PUBLISH.format(title=subject, answer="Nigdy bez powodu."))
    anna.page.reload()
    expect(anna.page.locator("#entries .citation.stale")).to_have_count(1)
    anna.look("case-8-out-of-date")


def she_is_led_to_the_one_that_goes_on(anna: Visitor, first: str, second: str) -> None:
    anna.go(f"helpdesk/tickets/{second}/")
    anna.look("case-5-merged-for-its-requester")
    anna.follow(f'main .actions a[href*="{first}"]')
    expect(anna.page.locator("#entries")).to_contain_text(second)
    # What else there is about the system of her ticket: guidance, a course, a project.
    related = anna.page.locator("aside .section")
    for place in (GUIDANCE[anna.language], "training/courses", "projects"):
        expect(related.locator(f'a[href*="/{place}/"]')).not_to_have_count(0)
    anna.look("case-6-the-other-and-related")


def she_hears_of_the_guidance(anna: Visitor, ewa: Visitor, first: str) -> None:
    ewa.go("mailing/notifications/")
    expect(ewa.page.locator("main .rows li").first).to_contain_text(first)
    ewa.go(f"helpdesk/desk/{first}/")
    ewa.follow("#facts a[href*='?changed=']")
    expect(ewa.page.locator("[data-panel=reply] [data-cited] li")).to_have_count(1)
    ewa.look("case-7-tell-the-requester")
    ewa.reach("#reply_body")
    ewa.page.keyboard.press("ControlOrMeta+Enter")
    expect(ewa.page.locator("#entries .citation")).to_have_count(1)
    anna.go(f"helpdesk/tickets/{first}/")
    expect(anna.page.locator("#entries .citation a").first).to_be_visible()
