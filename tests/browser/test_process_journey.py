"""Tickets between people: one answer to many offices, four eyes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from config.demo_content.people import PEOPLE
from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


OPEN = """
from foundation.accounts.models import User
from helpdesk.actions import open_ticket
from helpdesk.models import Queue
from knowledge.models import System
by = User.objects.get(email={email!r})
office = by.memberships.first().organisation
words = {{"subject": {subject!r}, "body": "Proszę o pomoc.", "kind": {kind!r}}}
about = {{"queue": Queue.objects.get(slug={queue!r})}}
about["system"] = System.objects.filter(slug={system!r}).first()
print(open_ticket(by=by, organisation=office, **about, **words).reference)
"""


def ask(
    product: Product,
    key: str,
    subject: str,
    *,
    queue: str = "dostepnosc",
    kind: str = "question",
    system: str = "",
) -> str:
    """A ticket opened by the person of the demo `key`; return its number."""
    email = next(person.email for person in PEOPLE if person.key == key)
    words = {"email": email, "subject": subject, "kind": kind}
    return product.run(OPEN.format(queue=queue, system=system, **words))[-1]


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_one_answer_goes_to_many_offices(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    subject = f"Wspólna awaria {language} {width}"
    answer = f"Usunięto o 14:00, {language} {width}."
    anna, piotr = visit(language, width), visit(language, width)
    ewa = visit(language, width)
    anna.sign_in("anna")
    piotr.sign_in("piotr")
    first = ask(product, "anna", subject)
    second = ask(product, "piotr", f"{subject} u nas")

    ewa.sign_in("ewa")
    ewa.go(f"helpdesk/desk/{first}/?tab=problem")
    ewa.write("textarea[name=parts]", second)
    ewa.look("problem-1-add")
    ewa.press('form[action$="/parts/"] .row .button')
    expect(ewa.page.locator("#facts a[href$='tab=problem']")).to_be_visible()
    ewa.go(f"helpdesk/desk/{first}/?tab=problem")
    ewa.write("#answer_all_body", answer)
    ewa.page.select_option("#answer_all_status", "resolved")
    ewa.look("problem-2-answer")
    ewa.press('form[action$="/answer-all/"] .row .button')
    expect(ewa.page.locator("#entries")).to_contain_text(answer)

    for visitor, number, other in ((anna, first, second), (piotr, second, first)):
        visitor.go(f"helpdesk/tickets/{number}/")
        expect(visitor.page.locator("#entries")).to_contain_text(answer)
        assert other not in visitor.page.content()
        visitor.look(f"problem-3-{'own' if visitor is anna else 'other'}")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_four_eyes_then_a_public_answer(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    subject = f"Czy wolno {language} {width}?"
    anna, marek, ewa = (visit(language, width) for _ in range(3))
    anna.sign_in("anna")
    number = ask(product, "anna", subject, queue="interpretacje")

    marek.sign_in("marek")
    marek.go(f"helpdesk/desk/{number}/?tab=interpretation")
    marek.write("#propose_body", "Tak, wolno. Wyjaśniała to Anna Nowak.")
    marek.page.select_option("#propose_provisions", index=0)
    marek.look("eyes-1-written")
    marek.press('form[action$="/interpretation/"] .row .button')
    expect(marek.page.locator("#propose_body")).to_have_count(0)
    expect(marek.page.locator('form[action$="/approve/"]')).to_have_count(0)

    ewa.sign_in("ewa")
    ewa.go(f"helpdesk/desk/{number}/?tab=interpretation")
    ewa.look("eyes-2-waits")
    ewa.press('form[action$="/approve/"] .button')
    expect(ewa.page.locator("#entries")).to_contain_text("Tak, wolno.")
    anna.go(f"helpdesk/tickets/{number}/")
    expect(anna.page.locator("#entries")).to_contain_text("Tak, wolno.")
    expect(anna.page.locator("#entries")).to_contain_text("nie jest wiążąca")
    anna.look("eyes-3-answered")

    ewa.go(f"helpdesk/desk/{number}/?tab=interpretation")
    ewa.look("eyes-3-sent")
    ewa.follow('a[href$="/publish/"]')
    expect(ewa.page.locator("textarea[name=answer]")).not_to_have_value("Nowak")
    ewa.press("input[name=is_read]", "Space")
    ewa.look("eyes-4-publish")
    ewa.follow("main form .button:not(.secondary)")

    reader = visit(language, width)
    reader.page.goto(ewa.page.url)
    expect(reader.page.locator("h1")).to_have_text(subject)
    assert "Nowak" not in reader.page.locator("article").inner_text()
    reader.look("eyes-5-public")
    reader.go("helpdesk/answers/")
    reader.look("eyes-6-list")
