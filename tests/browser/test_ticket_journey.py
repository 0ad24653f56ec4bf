"""One ticket, the whole way: opened on the web, answered live, answered back by mail, settled."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import EACH_WIDTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "width"), EACH_WIDTH)
def test_a_ticket_goes_the_whole_way(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    subject = f"Certyfikat integracji {language} {width}"
    anna, ewa = visit(language, width), visit(language, width)
    anna.sign_in("anna")
    anna.go("")
    anna.follow('a[href$="/helpdesk/new/?kind=question"], a[href$="/helpdesk/new/"]')
    anna.write("textarea[name=body]", "Wygasa nam certyfikat. Co zrobić?")
    anna.write("input[name=subject]", subject)
    anna.look("ticket-1-written")
    anna.follow("main form .button:not(.secondary)")
    expect(anna.page.locator("h1")).to_have_text(subject)
    reference = anna.page.url.rstrip("/").split("/")[-1]
    anna.look("ticket-2-sent")

    ewa.sign_in("ewa")
    ewa.go(f"helpdesk/desk/{reference}/")
    ewa.write("#reply_body, textarea[name=body]", "Proszę wygenerować nowy i podać numer błędu.")
    ewa.look("ticket-3-desk")
    ewa.page.keyboard.press("ControlOrMeta+Enter")

    news = anna.page.locator("#talk-news a, #talk-news button")
    expect(news).to_be_visible(timeout=25000)  # ten seconds in which it may be taken back
    anna.look("ticket-4-news")
    anna.press("#talk-news a, #talk-news button")
    expect(anna.page.locator("main")).to_contain_text("Proszę wygenerować nowy")
    anna.look("ticket-5-answered")

    answer = _answer_by_mail(product, subject, "Numer błędu to 4711.")
    received = product.manage("receive_mail", stdin=answer)
    assert received.returncode == 0, received.stderr.decode()
    expect(ewa.page.locator("body")).to_contain_text("4711")
    ewa.look("ticket-6-answer-by-mail")

    anna.go(f"helpdesk/tickets/{reference}/")
    anna.follow(f'form[action$="/{reference}/close/"] button')
    anna.look("ticket-7-closed")


def _answer_by_mail(product: Product, subject: str, text: str) -> bytes:
    """The requester's mail program answers the newest mail of this ticket."""
    told = product.wait_for_mail(lambda mail: subject in str(mail["Subject"]) and mail["Reply-To"])
    answer = EmailMessage(policy=policy.SMTP)
    answer["From"] = str(told["To"])
    answer["To"] = str(told["Reply-To"])
    answer["Subject"] = f"Re: {told['Subject']}"
    answer["Message-ID"] = f"<{abs(hash(subject))}@jarzebinowo.test>"
    answer["In-Reply-To"] = str(told["Message-ID"])
    answer.set_content(text)
    return message_from_bytes(answer.as_bytes(), policy=policy.SMTP).as_bytes()
