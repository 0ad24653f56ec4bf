"""Doubtful mail at the desk: seen as words and as in the mail program, taken, decided about."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
LAYOUT = """<html><body style="font-family: Georgia"><h2 style="color: #0b5d4b">Zaproszenie</h2>
<p>Dzień dobry, zapraszamy na <b>spotkanie</b>. <a href="https://bip.example/1">Program</a></p>
<table border="1" cellpadding="6"><tr><th>Godzina</th><th>Temat</th></tr>
<tr><td>10:00</td><td>Otwarcie</td></tr></table>
<img src="https://sledzenie.example/1.png" alt="logo"><script>document.title = "zle"</script></body></html>"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_doubtful_mail_is_looked_at_and_discarded(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    subject = f"Zaproszenie na spotkanie {language} {width}"
    received = product.manage("receive_mail", stdin=_mail(subject))
    assert received.returncode == 0, received.stderr.decode()
    ewa = visit(language, width)
    asked: list[str] = []
    ewa.page.on("request", lambda request: asked.append(request.url))
    ewa.sign_in("ewa")

    ewa.go("helpdesk/mail/")
    ewa.look("mail-1-list")
    ewa.follow(f'main a:text-is("{subject}")')
    ewa.press(".mail-page summary")
    frame = ewa.page.frame_locator(".mail-page iframe")
    expect(frame.locator("h2")).to_have_text("Zaproszenie")
    expect(frame.locator("table")).to_be_visible()
    ewa.look("mail-2-layout")
    assert not [url for url in asked if "sledzenie" in url]

    ewa.go("helpdesk/mail/")
    ewa.press(f'li:has(a:text-is("{subject}")) input[type=checkbox]', "Space")
    ewa.follow('button[formaction$="/take/"]')
    expect(ewa.page.locator("main")).to_contain_text("Ewa")
    ewa.press(f'li:has(a:text-is("{subject}")) input[type=checkbox]', "Space")
    ewa.write("input[name=reason]", "Reklama")
    ewa.follow('button[formaction$="/discard/"]')
    expect(ewa.page.locator("main")).not_to_contain_text(subject)
    ewa.look("mail-3-discarded")


def _mail(subject: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = (
        "Fundacja Cyfrowa <biuro@fundacja.example>",
        "pomoc@punkt-wsparcia.test",
    )
    mail["Subject"], mail["Message-ID"] = subject, f"<{abs(hash(subject))}@fundacja.example>"
    mail.set_content("Dzień dobry, zapraszamy na spotkanie.\n\n-- \nFundacja Cyfrowa")
    mail.add_alternative(LAYOUT, subtype="html")
    return mail.as_bytes()
