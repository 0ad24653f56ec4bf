"""Whom a difficulty concerns: an incident is hidden and its readers noted, an outage ends what hangs on it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.test_process_journey import ask
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

TIE = """
from foundation.accounts.models import User
from helpdesk.actions import attach_child
from helpdesk.models import Ticket
parent, child = (Ticket.objects.get(reference=one) for one in {references!r})
attach_child(child, parent=parent, by=User.objects.get(email__startswith="marek."))
"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_an_incident_is_hidden_and_its_readers_are_noted(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    subject, queue = f"Obce logowania {language} {width}", "cyberbezpieczenstwo"
    number = ask(product, "anna", subject, queue=queue, kind="incident")
    anna, tomasz, marek, joanna = (visit(language, width) for _ in range(4))
    tomasz.sign_in("tomasz")
    tomasz.go(f"helpdesk/?scope=office&q={number}")
    expect(tomasz.page.locator("main .rows li")).to_have_count(0)
    own = f"{product.url}/{language}/helpdesk/tickets/{number}/"
    assert tomasz.page.request.get(own).status == 404

    marek.sign_in("marek")
    for _time in range(2):
        marek.go(f"helpdesk/desk/{number}/")
    joanna.sign_in("joanna")
    joanna.go(f"helpdesk/incident/sheet/{number}/")
    readers = joanna.page.locator("section[aria-labelledby=readings] li")
    expect(readers.filter(has_text="Marek Zieliński")).to_have_count(1)
    joanna.look("concerned-1-who-read-it")

    anna.sign_in("anna")
    anna.go(f"helpdesk/tickets/{number}/")
    anna.look("concerned-2-hidden")
    anna.follow('form[action$="/share/"] button')
    tomasz.go(f"helpdesk/tickets/{number}/")
    expect(tomasz.page.locator("h1")).to_have_text(subject)
    tomasz.look("concerned-3-shared")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_an_outage_ends_with_the_tickets_that_hang_on_it(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    title = f"Awaria odbioru {language} {width}"
    first = ask(product, "tomasz", f"{title}: u nas", queue="architektura")
    second = ask(product, "piotr", f"{title}: i u nas", queue="architektura")
    product.run(TIE.format(references=(first, second)))
    tomasz, piotr, marek = (visit(language, width) for _ in range(3))
    marek.sign_in("marek")
    marek.go(f"helpdesk/status/new/?ticket={first}")
    marek.write("input[name=title_pl]", title)
    marek.page.get_by_role("checkbox", name="e-Doręczenia").check()
    marek.press("input[name=effect][value=degraded]", "ArrowDown")
    marek.write("textarea[name=text_pl]", "Nie odbierają od rana.")
    marek.follow("main form .button")
    tomasz.sign_in("tomasz")
    tomasz.go("helpdesk/")
    banner = tomasz.page.locator("section.banner", has_text=title)
    expect(banner).to_be_visible()
    tomasz.look("concerned-4-banner")

    piotr.sign_in("piotr")
    piotr.go(f"helpdesk/tickets/{second}/")
    expect(piotr.page.locator("#rating")).to_have_count(0)
    marek.follow('a[href$="/update/"]')
    marek.write("textarea[name=end-text_pl]", "Znów odbierają.")
    marek.follow('form[action$="/finish/"] .button:not(.link)')
    tomasz.page.reload()
    expect(banner).to_have_count(0)
    expect(piotr.page.locator("#rating")).to_be_visible()  # on the page that was open all the time
    piotr.look("concerned-5-ended-with-it")
    tomasz.go(f"helpdesk/tickets/{first}/")
    # What closes with the outage closes beside the request.
    tomasz.wait_until(tomasz.page.locator("#rating").is_visible)
