"""Somebody needs consent; the supervisor answers by the link in the mail, on a phone, without an account."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

# The number of the demo's session in which a supervisor has to agree.
ASKING = """
from training.models import Session
print(Session.objects.get(needs_approval=True).pk)
"""
LINK = re.compile(r"/training/approvals/\S+")
# By language: who asks, the domain of their office, and whether their supervisor agrees.
ASKED = {"pl": ("anna", "jarzebinowo.test", True), "en": ("piotr", "brzezno.test", False)}


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_supervisor_answers_by_link(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    key, domain, agrees = ASKED[language]
    person, supervisor = visit(language, width), visit(language, 360)
    [number] = product.run(ASKING)
    person.sign_in(key)
    person.go(f"training/sessions/{number}/")
    address = f"przelozony-{width}@{domain}"
    person.write("input[name=supervisor]", address)
    person.press("input[name=has_agreed]", "Space")
    person.look("approval-1-enrol")
    person.follow("main form[action$='/enrol/'] .button")
    expect(person.page.locator(".where")).to_contain_text(address)
    person.look("approval-2-asked")

    link = link_in(product, address)
    supervisor.go(link)
    supervisor.look("approval-3-question")
    if not agrees:
        supervisor.write("textarea[name=reason]", "We meet the auditors that day.")
    supervisor.follow(f"button[name={'approve' if agrees else 'refuse'}]")
    expect(supervisor.page.locator("h1")).not_to_have_text(re.compile(r"\?"))
    supervisor.look("approval-4-answered")
    supervisor.go(link)
    expect(supervisor.page.locator("main form")).to_have_count(0)

    person.page.reload()
    state = person.page.locator(".where")
    if not agrees:
        expect(state).to_contain_text("We meet the auditors that day.")
    expect(state).not_to_contain_text(address)
    person.look("approval-5-heard")


# The question is half-way now: the worker reminds the supervisor and asks the stand-in.
HALF_WAY = """
from django.utils import timezone
from training.models import Approval
now = timezone.now()
Approval.objects.filter(stand_in_email={email!r}).update(remind_at=now, next_try_at=now)
"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_stand_in_answers_for_who_is_away(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    key, domain = {"pl": ("michal", "netserwis.test"), "en": ("katarzyna", "cuw.test")}[language]
    person, answering = visit(language, width), visit(language, 360)
    [number] = product.run(ASKING)
    person.sign_in(key)
    person.go(f"training/sessions/{number}/")
    boss, stand_in = f"wyjechal-{width}@{domain}", f"zastepca-{width}@{domain}"
    person.write("input[name=supervisor]", boss)
    person.write("input[name=stand_in]", stand_in)
    person.press("input[name=has_agreed]", "Space")
    person.follow("main form[action$='/enrol/'] .button")
    late = link_in(product, boss)
    product.run(HALF_WAY.format(email=stand_in))
    link = link_in(product, stand_in)
    person.page.reload()
    asked = {"pl": f"zapytaliśmy też: {stand_in}", "en": f"{stand_in} was asked as well"}
    expect(person.page.locator(".where")).to_contain_text(asked[language])
    person.look("approval-6-stand-in-asked")

    answering.go(link)
    answering.follow("button[name=approve]")
    answering.go(late)
    expect(answering.page.locator("main")).to_contain_text(stand_in)
    answering.look("approval-7-too-late")
    person.page.reload()
    expect(person.page.locator(".where")).not_to_contain_text(stand_in)


def link_in(product: Product, address: str) -> str:
    told = product.wait_for_mail(lambda mail: address in str(mail["To"]))
    return LINK.search(told.get_body(("plain",)).get_content())[0].removeprefix("/")
