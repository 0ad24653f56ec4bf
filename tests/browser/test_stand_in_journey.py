"""Nobody's ticket is forgotten: a colleague stands in for who is away, supervisors hear in time."""

import re
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
# More than anybody selects at once, so that the worker has its share of it.
MANY = """
from django.utils import timezone
from foundation.accounts.models import User
from helpdesk.models import Queue, Ticket
queue, now = Queue.objects.get(slug="cyberbezpieczenstwo"), timezone.now()
marek = User.objects.get(email__startswith="marek.")
about = {{"queue": queue, "assignee": marek, "subject": {word!r}, "opened_at": now, "changed_at": now}}
Ticket.objects.bulk_create(Ticket(reference={word!r} + str(n), **about) for n in range({many}))
"""
NO_MORE = """
from helpdesk.models import Ticket
Ticket.objects.filter(subject={word!r}).delete()
"""
# An approver who is away, with a deputy; and as it was, for the next journey.
APPROVER = """
from django.utils import timezone
from foundation.accounts.models import User
from helpdesk.models import Absence, QueueMember
ewa, marek = (User.objects.get(email__startswith=name) for name in ("ewa.", "marek."))
QueueMember.objects.filter(user=ewa, queue__slug="interpretacje").update(approves={approves})
today = timezone.localdate()
Absence.objects.filter(user__in=[ewa, marek]).delete()
if {is_away}:
    Absence.objects.create(user=ewa, deputy=marek, starts_on=today, ends_on=today)
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

    many_are_handed_over_and_back(product, marek, f"WIELE-{language}-{width}-")
    marek.go("helpdesk/desk/absences/")
    marek.follow('form[action$="/end/"] button')
    expect(marek.page.locator('form[action$="/end/"]')).to_have_count(0)
    marek.look("stand-in-6-back")


def many_are_handed_over_and_back(product: Product, marek: Visitor, word: str) -> None:
    """All of them, however many; what the request has no time for is seen on its way."""
    product.run(MANY.format(word=word, many=110))
    result = marek.page.locator("#bulk-progress b")
    marek.go("helpdesk/desk/absences/")
    marek.follow('form[action$="/hand-over/"] button')
    marek.look("stand-in-7-on-its-way")
    expect(result).to_contain_text(re.compile(r"1[1-9]\d"))
    marek.look("stand-in-8-handed-over")
    marek.follow("#bulk-progress [data-key=Z]")
    expect(result).to_contain_text(re.compile(r"1[1-9]\d"))
    marek.go(f"helpdesk/desk/{word}7/")
    expect(marek.page.locator("#facts [name=nobody]")).to_be_visible()
    product.run(NO_MORE.format(word=word))


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_an_approver_has_a_stand_in(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    joanna, marek, anna = (visit(language, width) for _ in range(3))
    number = ask(product, "anna", f"Kto zatwierdzi? {language} {width}", queue="interpretacje")
    product.run(APPROVER.format(approves=True, is_away=False))
    joanna.sign_in("joanna")
    joanna.go(f"helpdesk/desk/{number}/?tab=interpretation")
    joanna.write("#propose_body", "Zatwierdza zastępca.")
    joanna.page.select_option("#propose_provisions", index=0)
    joanna.press('form[action$="/interpretation/"] .row .button')
    expect(joanna.page.locator("#propose_body")).to_have_count(0)

    marek.sign_in("marek")
    marek.go(f"helpdesk/desk/{number}/?tab=interpretation")
    expect(marek.page.locator('form[action$="/approve/"]')).to_have_count(0)
    marek.look("stand-in-9-not-his-to-approve")
    product.run(APPROVER.format(approves=True, is_away=True))
    marek.page.reload()
    marek.press('form[action$="/approve/"] .button')
    expect(marek.page.locator("#entries")).to_contain_text("Zatwierdza zastępca.")
    anna.sign_in("anna")
    anna.go(f"helpdesk/tickets/{number}/")
    expect(anna.page.locator("#entries")).to_contain_text("Zatwierdza zastępca.")
    product.run(APPROVER.format(approves=False, is_away=False))


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
