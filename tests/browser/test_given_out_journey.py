"""A queue of one's own: set up, its tickets given out as far as there is room, its deadlines, the log."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.test_process_journey import ask
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

FACTS = "#facts"
SHOW = 'main form button[name="seen"][value=""]'
SAVE = 'main form button[name="seen"]:not([value=""])'
BUSY = """
from helpdesk.models import Ticket
print(Ticket.objects.open().filter(assignee__email__startswith="marek.").count())
"""
# As it was, for the next journey: whoever is full or away gets none of the others' tickets.
BY_HAND = """
from helpdesk.models import Queue
Queue.objects.filter(slug={slug!r}).update(assigns="hand")
"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_queue_gives_its_tickets_out(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    slug, name = f"proby-{language}-{width}", f"Próby {language} {width}"
    joanna, marek, ewa, anna = (visit(language, width) for _ in range(4))
    for visitor, key in ((joanna, "joanna"), (marek, "marek"), (ewa, "ewa"), (anna, "anna")):
        visitor.sign_in(key)
    most = int(product.run(BUSY)[0]) + 1
    about = {"queue": slug, "system": "zrodlo"}
    it_is_set_up(joanna, slug, name, most=most)

    marek.go(f"helpdesk/desk/?view={slug}")
    first = ask(product, "anna", f"Źródło nie drukuje {language} {width}", **about)
    expect(marek.page.locator("#list-news button")).to_be_visible()  # by itself
    given_to(marek, first, "Marek Zieliński")  # who knows the system
    second = ask(product, "anna", f"Źródło nie zapisuje {language} {width}", **about)
    given_to(ewa, second, "Ewa Lis")  # for he has as many as he wants

    ewa.go("helpdesk/desk/absences/")
    for field in ("starts_on", "ends_on"):
        ewa.write_moment(f"[name={field}]", timezone.localdate().isoformat())
    ewa.follow("main form.form .button")
    third = ask(product, "anna", f"Źródło się nie otwiera {language} {width}", **about)
    news_while_one_looks_on(product, marek, anna, first)
    marek.go(f"helpdesk/desk/{third}/")
    expect(marek.page.locator(f"{FACTS} [data-key=a]")).to_be_visible()  # nobody's: it waits
    ewa.follow('form[action$="/end/"] button')
    given_to(ewa, third, "Ewa Lis")
    ewa.look("given-out-3-to-her")

    a_level_is_set(joanna, marek, first, name)
    joanna.follow('nav.tabs a[href$="/supervision/changes/"]')
    for number in range(3):  # the level, and both places in the queue, named after it
        expect(joanna.page.locator("main .rows li").nth(number)).to_contain_text(name)
    joanna.look("given-out-7-log")
    product.run(BY_HAND.format(slug=slug))


def it_is_set_up(joanna: Visitor, slug: str, name: str, *, most: int) -> None:
    """In the editors' admin: the queue, who answers it, up to how many tickets, what they know."""
    page, admin = joanna.page, f"{joanna.product.url}/cms"
    page.goto(f"{admin}/queues/new/")
    joanna.write("[name=name_pl]", name)
    joanna.write("[name=name_en]", name)
    joanna.write("[name=slug]", slug)
    page.select_option("[name=assigns]", "topic")
    page.locator("main form [type=submit]").last.click()
    for person, limit, knows in (("Marek Zieliński", str(most), "ŹRÓDŁO"), ("Ewa Lis", "", None)):
        page.goto(f"{admin}/queue_members/new/")
        page.select_option("[name=queue]", label=name)
        page.select_option("[name=user]", label=person)
        joanna.write("[name=most_open]", limit)
        if knows:
            page.select_option("[name=systems]", label=knows)
        page.locator("main form [type=submit]").last.click()
        expect(page.locator("main table")).to_contain_text(person)


def given_to(visitor: Visitor, number: str, name: str) -> None:
    """The worker gives it out; whoever has the ticket open sees it without loading the page."""
    visitor.go(f"helpdesk/desk/{number}/")
    visitor.wait_until(lambda: visitor.page.locator(f"{FACTS} [name=nobody]").count() == 1)
    expect(visitor.page.locator("#entries")).to_contain_text(name)


def news_while_one_looks_on(product: Product, marek: Visitor, anna: Visitor, number: str) -> None:
    """What the requester writes rings at the desk at once: the list says so, the bell counts it."""
    marek.go("helpdesk/desk/?view=answer")
    bell = marek.page.locator(".bell b")
    before = int(bell.text_content() or 0)
    anna.go(f"helpdesk/tickets/{number}/")
    anna.write("form.answer textarea", "Nadal nie drukuje.")
    anna.follow("form.answer > .actions .button:not(.link)")
    expect(marek.page.locator("#list-news button")).to_be_visible()
    expect(bell).to_have_text(str(before + 1))
    marek.look("given-out-1-news")
    marek.press("#list-news button")
    expect(marek.page.locator(f'.ticket-rows a[href*="{number}"]')).to_be_visible()


def a_level_is_set(joanna: Visitor, marek: Visitor, number: str, name: str) -> None:
    """Without a level nothing is promised; what would change is shown first, then reckoned anew."""
    marek.go(f"helpdesk/desk/{number}/")
    expect(marek.page.locator(f"{FACTS} .why")).to_have_count(0)
    joanna.go("helpdesk/supervision/levels/")
    joanna.follow('a[href$="/supervision/levels/new/"]')
    joanna.page.select_option("[name=queue]", label=name)
    joanna.page.select_option("[name=calendar]", index=1)
    joanna.write("[name=first_response_minutes]", "60")
    joanna.write("[name=resolution_minutes]", "600")
    joanna.follow(SHOW)
    expect(joanna.page.locator("#preview tbody")).to_contain_text(number)
    joanna.look("given-out-4-level")
    joanna.follow(SAVE)
    joanna.look("given-out-5-level-saved")
    why = marek.page.locator(f"{FACTS} .why")
    marek.wait_until(lambda: why.count() == 1)
    if marek.page.viewport_size["width"] < 761:
        marek.press(f"{FACTS} .why > summary")
    expect(why).to_contain_text("start")
    marek.look("given-out-6-deadline-explained")
