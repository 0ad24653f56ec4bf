"""Whose turn it is: a ticket waits for its requester, for another body, and at last closes by itself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.test_process_journey import ask
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

STATUS = 'form[action$="/status/"]'
# What the morning's work does with this one ticket once its day, `ahead` of today, has come.
ITS_DAY = """
from datetime import timedelta
from django.utils import timezone
from helpdesk.actions import waiting
from helpdesk.models import Ticket
now = timezone.now()
found = Ticket.objects.filter(reference={reference!r})
found.update(**{{{day!r}: timezone.localdate(now) + timedelta(days={ahead})}})
print(waiting.{act}(found.get(), at=now))
"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_ticket_waits_wakes_and_closes(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    subject = f"Na kogo czeka? {language} {width}"
    number = ask(product, "katarzyna", subject, queue="architektura")
    katarzyna, marek = visit(language, width), visit(language, width)
    katarzyna.sign_in("katarzyna")
    marek.sign_in("marek")
    it_waits_for_its_requester(katarzyna, marek, number)
    it_waits_for_another_body(katarzyna, marek, number)
    its_day_comes(product, number, "follow_up_on", "ask_again")
    marek.go("mailing/notifications/")
    expect(marek.page.locator("main .rows li").first).to_contain_text(number)
    marek.look("waiting-5-ask-again-today")

    change_status(marek, number, "resolved")
    katarzyna.go(f"helpdesk/tickets/{number}/")
    expect(katarzyna.page.locator("#rating")).to_be_visible()
    katarzyna.look("waiting-6-answered")
    its_day_comes(product, number, "closes_on", "announce_closing", ahead=2)
    its_day_comes(product, number, "closes_on", "close_resolved")
    told = product.wait_for_mail(
        lambda mail: (
            number in str(mail["Subject"])
            and "zamknie się" in mail.get_body(("plain",)).get_content()
        )
    )
    assert str(told["To"]).startswith("katarzyna.mazur@")
    katarzyna.go(f"helpdesk/tickets/{number}/")
    expect(katarzyna.page.locator('form[action$="/reopen/"]')).to_be_visible()
    katarzyna.look("waiting-7-closed-by-itself")


def it_waits_for_its_requester(katarzyna: Visitor, marek: Visitor, number: str) -> None:
    change_status(marek, number, "pending")
    katarzyna.go(f"helpdesk/tickets/{number}/")
    where = katarzyna.page.locator("#where")
    expect(where).to_contain_text(
        {"pl": "Czeka na Twoją odpowiedź", "en": "Waits for your answer"}[katarzyna.language]
    )
    katarzyna.look("waiting-1-for-her")
    marek.go(f"helpdesk/desk/{number}/")
    expect(marek.page.locator("#facts .why").last).to_contain_text(
        {"pl": "termin wstrzymany", "en": "the clock stands"}[marek.language]
    )
    katarzyna.write("form.answer textarea", "Oto numer wersji.")
    katarzyna.follow("form.answer > .actions .button:not(.link)")
    expect(where).not_to_contain_text({"pl": "Czeka na", "en": "Waits for"}[katarzyna.language])
    katarzyna.look("waiting-2-ours-again")
    expect(marek.page.locator("#facts .state")).to_have_text(
        {"pl": "w toku", "en": "in progress"}[marek.language]
    )


def it_waits_for_another_body(katarzyna: Visitor, marek: Visitor, number: str) -> None:
    change_status(marek, number, "on_hold", waits_for="Centralny Ośrodek Informatyki")
    marek.look("waiting-3-on-hold")
    katarzyna.go(f"helpdesk/tickets/{number}/")
    expect(katarzyna.page.locator("#where")).to_contain_text("Centralny Ośrodek Informatyki")
    katarzyna.look("waiting-4-for-another-body")


def change_status(marek: Visitor, number: str, status: str, *, waits_for: str = "") -> None:
    marek.go(f"helpdesk/desk/{number}/?tab=status")
    marek.page.select_option(f"{STATUS} [name=status]", status)
    if waits_for:
        marek.write("[name=waits_for]", waits_for)
    marek.press(f"{STATUS} [data-primary]")
    expect(marek.page.locator(STATUS)).to_have_count(0)


def its_day_comes(product: Product, number: str, day: str, act: str, *, ahead: int = 0) -> None:
    done = product.run(ITS_DAY.format(reference=number, day=day, act=act, ahead=ahead))
    assert done == ["True"]
