"""One waits for a new session; the organiser copies the old one; a mail and the calendar tell of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

# A session with one question; prints its number.
PLAN = """
from datetime import timedelta, time
from django.utils import timezone
from foundation.accounts.models import User
from training.actions import ask_question, open_session, plan_session
from training.actions.organising import MeetingTimes
from training.models import Course
by = User.objects.get(email='agnieszka.baran@punkt-wsparcia.test')
day = timezone.localdate() + timedelta(days=20)
details = {'capacity': 5, 'place': 'online', 'joining_url': 'https://spotkania.example.org/a'}
session = plan_session(Course.objects.get(slug='phishing-w-urzedzie'), by=by, details=details,
    meetings=[MeetingTimes(on=day, starts=time(9), ends=time(11))])
open_session(session, by=by)
ask_question(session, by=by, details={'kind': 'yes_no', 'label_pl': 'Czy znasz temat?'})
print('session', session.pk)
"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_whoever_waits_hears_of_the_copy(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    number = product.run(PLAN)[-1]
    anna, organiser = visit(language, width), visit(language, width)
    day = timezone.localdate() + timedelta(days=60)

    anna.sign_in("anna")
    anna.go("training/courses/phishing-w-urzedzie/")
    anna.look("edition-1-course")
    anna.follow('form[action$="/await/"] button')
    expect(anna.page.locator('form[action$="/await/stop/"]')).to_be_visible()
    anna.look("edition-2-waits")

    organiser.sign_in("agnieszka")
    organiser.go(f"training/organise/{number}/questions/")
    organiser.look("edition-3-questions")
    organiser.go(f"training/organise/{number}/copy/")
    organiser.look("edition-4-copy")
    organiser.reach("input[name=first_on]").fill(day.isoformat())
    organiser.press("input[name=with_joining_url]", "Space")
    organiser.follow("main form .button")
    copy = organiser.page.url.rstrip("/").rpartition("/")[2]
    assert copy != number
    organiser.follow('form[action$="/open/"] button')
    organiser.look("edition-5-open")

    product.wait_for_mail(lambda mail: f"/training/sessions/{copy}/" in _text_of(mail))
    anna.go(f"training/calendar/?month={day:%Y-%m}")
    anna.look("edition-6-calendar")
    anna.go(f"training/calendar/?view=list&month={day:%Y-%m}")
    anna.look("edition-7-list")
    anna.follow(f'main a[href$="/training/sessions/{copy}/"]')
    anna.look("edition-8-session")


def _text_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()
