"""The last free place: one takes it, another waits, the first gives it back, the other is offered it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import EACH_WIDTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

# A session with one place; prints its number.
PLAN = """
from datetime import timedelta, time
from django.utils import timezone
from foundation.accounts.models import User
from training.actions import open_session, plan_session
from training.actions.organising import MeetingTimes
from training.models import Course
by = User.objects.get(email='agnieszka.baran@punkt-wsparcia.test')
day = timezone.localdate() + timedelta(days=20)
details = {'capacity': 1, 'place': 'online', 'joining_url': 'https://spotkania.example.org/a'}
session = plan_session(Course.objects.get(slug='phishing-w-urzedzie'), by=by, details=details,
    meetings=[MeetingTimes(on=day, starts=time(9), ends=time(11))])
open_session(session, by=by)
print('session', session.pk)
"""


@pytest.mark.parametrize(("language", "width"), EACH_WIDTH)
def test_the_last_place_goes_to_the_first_in_line(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    number = product.run(PLAN)[-1]
    anna, tomasz = visit(language, width), visit(language, width)

    anna.sign_in("anna")
    anna.go("training/")
    anna.look("training-1-catalogue")
    anna.go(f"training/sessions/{number}/")
    anna.look("training-2-session")
    _enrol(anna)
    anna.look("training-3-confirmed")
    enrolment = anna.page.url.rstrip("/").rpartition("/")[2]
    invitation = product.wait_for_mail(lambda mail: f"UID:{enrolment}" in _calendar_of(mail))
    assert _calendar(invitation)["Content-Type"].params["method"] == "REQUEST"

    tomasz.sign_in("tomasz")
    tomasz.go(f"training/sessions/{number}/")
    _enrol(tomasz)
    tomasz.look("training-4-waiting")

    anna.go(f"training/sessions/{number}/")
    anna.follow('a[href*="/training/enrolments/"]')
    anna.press("main details:has(form[action$='/cancel/']) summary")
    anna.follow('form[action$="/cancel/"] button')
    anna.look("training-5-cancelled")

    tomasz.go("training/my/")
    tomasz.look("training-6-offered")
    tomasz.follow('form[action$="/accept/"] button')
    tomasz.go(f"training/sessions/{number}/")
    expect(tomasz.page.locator("main .where")).to_be_visible()
    tomasz.look("training-7-accepted")


def _enrol(visitor: Visitor) -> None:
    form = 'form[action$="/enrol/"]'
    consent = visitor.page.locator(f"{form} input[type=checkbox]")
    for number in range(consent.count()):
        visitor.reach(f"{form} input[type=checkbox] >> nth={number}")
        visitor.page.keyboard.press("Space")
    visitor.follow(f"{form} .button")
    expect(visitor.page.locator("main .where")).to_be_visible()


def _calendar(mail):
    return next(part for part in mail.walk() if part.get_content_type() == "text/calendar")


def _calendar_of(mail) -> str:
    """The text of the calendar in a mail, or nothing."""
    has_one = any(part.get_content_type() == "text/calendar" for part in mail.walk())
    return _calendar(mail).get_content() if has_one else ""
