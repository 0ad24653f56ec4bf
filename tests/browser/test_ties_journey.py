"""Tickets that turn out to be two, or one with those of other offices; each side sees its own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

TWO_MATTERS = """
from foundation.accounts.models import User
from helpdesk.actions import open_ticket, reply
from helpdesk.models import Queue
by = User.objects.get(email="michal@netserwis.test")
office, queue = by.memberships.first().organisation, Queue.objects.get(slug="dostepnosc")
words = {{"subject": {subject!r}, "body": "Czy skany muszą mieć warstwę tekstu?"}}
ticket = open_ticket(by=by, organisation=office, queue=queue, **words)
reply(ticket, by=by, organisation=office, body={second!r})
print(ticket.reference)
"""
ALIKE = """
from foundation.accounts.models import User
from helpdesk.actions import open_ticket
from helpdesk.models import Queue
from knowledge.models import System
about = {{"queue": Queue.objects.get(slug="architektura"), "system": System.objects.get(slug="zrodlo")}}
for name, subject in {subjects!r}.items():
    by = User.objects.get(email__startswith=name + ".")
    office = by.memberships.first().organisation
    print(open_ticket(by=by, organisation=office, subject=subject, body="Od rana.", **about).reference)
"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_second_matter_is_split_off(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    subject, second = (
        f"Warstwa tekstu {language} {width}",
        f"I druga sprawa: BIP {language} {width}",
    )
    [first] = product.run(TWO_MATTERS.format(subject=subject, second=second))
    michal, ewa = visit(language, width), visit(language, width)
    michal.sign_in("michal")
    michal.go(f"helpdesk/tickets/{first}/")
    ewa.sign_in("ewa")
    ewa.go(f"helpdesk/desk/{first}/")
    ewa.page.keyboard.press("w")
    ewa.press('form[action$="/split/"] [type=checkbox]', "Space")
    ewa.write('form[action$="/split/"] [name=subject]', f"Menu BIP {language} {width}")
    ewa.look("split-1-chosen")
    ewa.press('form[action$="/split/"] [data-primary]')
    expect(ewa.page.locator("#pane h1")).to_have_text(f"Menu BIP {language} {width}")
    expect(ewa.page.locator("#facts")).to_contain_text(first)
    new = ewa.page.locator("#pane").get_attribute("data-reference")
    ewa.look("split-2-new")

    # What he reads stays where it is until he loads the page again.
    expect(michal.page.locator(f'#entries a[href*="{new}"]')).to_be_visible()
    michal.page.reload()
    expect(michal.page.locator("#entries")).not_to_contain_text(second)
    michal.look("split-3-the-first-for-its-requester")
    michal.follow(f'#entries a[href*="{new}"]')
    expect(michal.page.locator("#entries")).to_contain_text(second)
    michal.look("split-4-the-second-for-its-requester")
    michal.write("form.answer textarea", "Adres: bip.example")
    michal.follow("form.answer > .actions .button:not(.link)")
    expect(ewa.page.locator("#entries")).to_contain_text("bip.example")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_the_same_words_from_many_offices_become_one_problem(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    word = {"pl": "wydruki", "en": "raporty"}[language]
    subjects = {
        "anna": f"Puste {word} w Źródle",
        "piotr": f"Źródło daje puste {word}",
        "katarzyna": f"{word} ze Źródła są puste",
    }
    first, second, third = product.run(ALIKE.format(subjects=subjects))
    marek, piotr = visit(language, width), visit(language, width)
    marek.sign_in("marek")
    marek.go(f"helpdesk/desk/{first}/")
    marek.look("alike-1-noticed")
    marek.follow("#facts a[href*='tab=problem']")
    proposed = marek.page.locator(".ties-proposal label")
    expect(proposed).to_have_count(2)
    marek.look("alike-2-proposed")
    marek.press(".ties-proposal .button")
    expect(marek.page.locator(".ties-proposal")).to_have_count(0)
    expect(marek.page.locator("#facts a[href$='tab=problem']")).to_contain_text("2")
    marek.look("alike-3-one-problem")
    marek.go(f"helpdesk/desk/{third}/")
    expect(marek.page.locator("#facts")).to_contain_text(first)

    piotr.sign_in("piotr")
    piotr.go(f"helpdesk/tickets/{second}/")
    piotr.look("alike-4-for-one-of-them")
    assert first not in piotr.page.content()
    assert third not in piotr.page.content()
