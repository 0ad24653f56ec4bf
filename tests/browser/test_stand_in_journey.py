"""Nobody's ticket is forgotten: a colleague stands in for who is away, supervisors hear in time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from config.demo_content.people import PEOPLE
from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.test_process_journey import ask
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

NEWS = "mailing/notifications/"
QUEUE = {"pl": "Dostępność i standardy", "en": "Accessibility and standards"}
# A week ago, so that the time to answer is used up.
WAITED = """
from datetime import timedelta
from django.utils import timezone
from foundation.accounts.models import User
from helpdesk.actions import open_ticket
from helpdesk.models import Queue
by = User.objects.get(email={email!r})
office, queue = by.memberships.first().organisation, Queue.objects.get(slug="dostepnosc")
words = {{"subject": {subject!r}, "body": "Proszę o pomoc."}}
at = timezone.now() - timedelta(days=7)
print(open_ticket(by=by, organisation=office, queue=queue, at=at, **words).reference)
"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_colleague_stands_in(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    marek, ewa, anna = (visit(language, width) for _ in range(3))
    number = ask(product, "anna", f"Kto zastąpi? {language} {width}", queue="cyberbezpieczenstwo")
    marek.sign_in("marek")
    marek.go(f"helpdesk/desk/{number}/?tab=give")
    marek.page.select_option("[name=agent]", index=option(marek, "[name=agent]", "Marek Zieliński"))
    marek.look("stand-in-1-give")
    marek.press('form[action$="/give/"] [data-primary]')
    expect(marek.page.locator("#entries")).to_contain_text("Marek Zieliński")

    today = timezone.localdate()
    marek.go("helpdesk/desk/absences/")
    marek.write_moment("[name=starts_on]", today.isoformat())
    marek.write_moment("[name=ends_on]", (today + timedelta(days=2)).isoformat())
    marek.page.select_option("[name=deputy]", label="Ewa Lis")
    marek.look("stand-in-2-plan")
    marek.follow("main form.form .button")
    expect(marek.page.locator("main .rows")).to_contain_text("Ewa Lis")
    marek.look("stand-in-3-written-down")

    anna.sign_in("anna")
    anna.go(f"helpdesk/tickets/{number}/")
    anna.write("textarea[name=body]", "Czy ktoś to widzi?")
    anna.follow("form.answer > .actions .button:not(.link)")
    ewa.sign_in("ewa")
    ewa.go(NEWS)
    expect(ewa.page.locator("main .rows")).to_contain_text(number)
    ewa.look("stand-in-4-the-deputy-hears")
    ewa.go(f"helpdesk/desk/{number}/?tab=give")
    ewa.look("stand-in-5-away")
    ewa.page.select_option("[name=agent]", index=option(ewa, "[name=agent]", "Ewa Lis"))
    ewa.press('form[action$="/give/"] [data-primary]')
    expect(ewa.page.locator("#entries")).to_contain_text("Ewa Lis")

    marek.go("helpdesk/desk/absences/")
    marek.follow('form[action$="/end/"] button')
    expect(marek.page.locator('form[action$="/end/"]')).to_have_count(0)
    marek.look("stand-in-6-back")


def option(visitor: Visitor, selector: str, words: str) -> int:
    """The place of the option that begins with `words`; what follows says how much the person has."""
    labels = visitor.page.locator(f"{selector} option").all_inner_texts()
    return next(place for place, label in enumerate(labels) if label.startswith(words))


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_supervisors_hear_of_what_waits_too_long(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    joanna = visit(language, width)
    joanna.sign_in("joanna")
    joanna.go("helpdesk/supervision/")
    joanna.follow('nav.tabs a[href*="/queues/"]')
    joanna.page.goto(f"{product.url}/cms/escalation_steps/new/")
    joanna.page.select_option("[name=queue]", label=QUEUE[language])
    joanna.write("[name=share]", "100" if language == "pl" else "90")
    joanna.page.select_option("[name=whom]", "supervisor")
    joanna.page.locator("main form [type=submit]").last.click()
    expect(joanna.page.locator("main")).to_contain_text(QUEUE[language])

    email = next(person.email for person in PEOPLE if person.key == "anna")
    subject = f"Czeka tydzień {language} {width}"
    product.run(WAITED.format(email=email, subject=subject))
    joanna.go(NEWS)
    news = joanna.page.locator("main .rows li", has_text=subject)
    joanna.wait_until(lambda: news.count() > 0)
    joanna.look("escalation-2-told")
    joanna.follow(f"main .rows a:has-text('{subject}')")
    expect(joanna.page.locator("#pane h1")).to_have_text(subject)
