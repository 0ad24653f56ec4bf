"""Incidents and the state of systems, the whole way: by keyboard, with and without an account."""

from collections.abc import Callable
from email.message import EmailMessage
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

ATOM = "{http://www.w3.org/2005/Atom}"
ON_A_PHONE = [
    pytest.param("pl", 360),
    pytest.param("en", 360, marks=pytest.mark.slow),
    pytest.param("pl", 1440, marks=pytest.mark.slow),
    pytest.param("en", 1440, marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("language", "width"), ON_A_PHONE)
def test_an_incident_is_reported_without_an_account(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    clerk, agent = visit(language, width), visit(language, 1440)
    words = f"Zaszyfrowane pliki {language} {width}"
    clerk.go("")
    clerk.follow('a[href$="/helpdesk/incident/"]')
    clerk.look("incident-1-start")
    clerk.follow('a[href*="/incident/report/ransomware/"]')
    clerk.look("incident-2-advice")
    clerk.write("textarea[name=body]", words)
    clerk.write_moment("input[name=detected_at]", "2026-01-05T07:40")
    clerk.follow("main form .button:not(.link):visible")
    expect(clerk.page.locator("main")).to_contain_text(words)
    clerk.look("incident-3-who")
    clerk.follow("main form button[name=back]")
    expect(clerk.page.locator("textarea[name=body]")).to_have_value(words)
    clerk.follow("main form .button:not(.link):visible")
    clerk.write("input[name=stated_office]", "Gmina Próbna")
    clerk.follow("main form .button.danger")
    clerk.look("incident-4-link")
    reference = clerk.page.locator("dd.num").first.inner_text()

    agent.sign_in("marek")
    agent.go(f"helpdesk/desk/{reference}/")
    agent.write("#reply_body, textarea[name=body]", "Proszę nie wyłączać serwera.")
    agent.page.keyboard.press("ControlOrMeta+Enter")
    # Ten seconds in which it can be taken back, then the worker sends it.
    expect(agent.page.locator("#entries")).to_contain_text("Proszę nie wyłączać")
    agent.look("incident-5-desk")

    clerk.page.reload()
    expect(clerk.page.locator("main")).to_contain_text("Proszę nie wyłączać serwera.")
    clerk.write("textarea[name=body]", "Nie wyłączamy.")
    clerk.follow("form.answer .button:visible")
    expect(clerk.page.locator("main")).to_contain_text("Nie wyłączamy.")
    clerk.look("incident-6-answered")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_an_office_declares_its_legal_clocks(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    clerk = visit(language, width)
    clerk.sign_in("anna")
    clerk.go("helpdesk/incident/report/leak/")
    clerk.write("textarea[name=body]", f"Lista płac w publicznym katalogu {language} {width}")
    clerk.follow("main form .button:not(.link):visible")
    clerk.look("declare-1-office")
    clerk.follow("main form .button.danger")
    reference = clerk.page.url.rstrip("/").split("/")[-1]

    agent = visit(language, width)
    agent.sign_in("marek")
    agent.go(f"helpdesk/incident/sheet/{reference}/")
    agent.write_moment("input[name=detected_at]", "2026-01-05T07:40")
    agent.press("select[name=clock_rodo]", "ArrowDown")
    agent.press("select[name=clock_report]", "End")
    agent.look("declare-2-filled")
    agent.follow('form[action$="/declare/"] .button')
    expect(agent.page.locator("#clock-rodo .state")).to_have_count(1)
    agent.look("declare-3-late")
    agent.press("#clock-rodo summary")
    agent.write_moment("input[name=rodo-done_at]", "2026-01-07T09:00")
    agent.follow('form[action$="/clock/rodo/"] .button')
    agent.look("declare-4-sent")
    agent.press("#packages ~ details summary")
    agent.follow('form[action$="/package/"] .button')
    agent.wait_until(lambda: agent.page.locator(".file a[href*='/files/']").count() == 2)
    agent.look("declare-5-package")
    agent.press("details:has(input[name=tlp]) summary")
    agent.press("input[name=tlp]:checked", "ArrowUp")
    chosen = agent.page.locator("input[name=tlp]:checked").get_attribute("value")
    agent.follow('form[action$="/tlp/"] .button')
    expect(agent.page.locator("main dl.facts").first).to_contain_text("TLP:")
    assert agent.page.locator("input[name=tlp]:checked").get_attribute("value") == chosen
    agent.look("declare-6-who-may-know")


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_difficulty_is_told_and_heard_of(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    email, title = f"ktos-{language}-{width}@urzad.test", f"Awaria próbna {language} {width}"
    reader, agent = visit(language, width), visit(language, width)
    reader.go("helpdesk/status/")
    reader.look("status-1-page")
    reader.follow('main a[href$="/status/subscribe/"]')
    reader.write("input[name=email]", email)
    reader.look("status-2-subscribe")
    reader.follow("main form .button")
    reader.look("status-3-asked")
    asked = product.wait_for_mail(lambda mail: str(mail["To"]) == email)
    reader.page.goto(_link(asked, "confirm", product))
    reader.look("status-4-confirm")
    reader.follow("main form .button")

    agent.sign_in("ewa")
    agent.go("helpdesk/status/")
    agent.follow('a[href$="/status/new/"]')
    agent.write("input[name=title_pl]", title)
    agent.press("input[name=systems]", "Space")
    agent.press("input[name=effect][value=degraded]", "ArrowDown")
    agent.write("textarea[name=text_pl]", "Nie działa od rana.")
    agent.look("status-5-new")
    agent.follow("main form .button")
    agent.look("status-6-notice")

    told = product.wait_for_mail(
        lambda mail: str(mail["To"]) == email and title in str(mail["Subject"])
    )
    assert told["List-Unsubscribe"]
    reader.go("helpdesk/status/")
    expect(reader.page.locator("main")).to_contain_text(title)
    reader.look("status-7-told")
    assert titles_of_feed(reader)[0].startswith(title)
    agent.follow('a[href$="/update/"]')
    agent.write("textarea[name=end-text_pl]", "Znów działa.")
    agent.look("status-8-update")
    agent.follow('form[action$="/finish/"] .button:not(.link)')
    agent.look("status-9-over")
    reader.page.goto(_link(told, "end", product))
    reader.follow("main form .button")
    reader.look("status-10-ended")


def titles_of_feed(reader: Visitor) -> list[str]:
    """What a program for feeds reads that is given the address of the page."""
    address = reader.page.locator('link[type="application/atom+xml"]').first.get_attribute("href")
    feed = ElementTree.fromstring(reader.page.request.get(f"{reader.product.url}{address}").body())
    return [str(one.text) for one in feed.findall(f"{ATOM}entry/{ATOM}title")]


def _link(mail: EmailMessage, name: str, product: Product) -> str:
    """The link of a mail, on the port of this product."""
    body = mail.get_body(("plain",)).get_content()
    found = next(word for word in body.split() if f"/status/{name}/" in word)
    return product.url + "/" + found.split("/", 3)[3]
