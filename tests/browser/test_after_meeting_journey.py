"""After an online meeting, on a phone: the log becomes minutes, the list is closed, people say how it was."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

# A session of yesterday with five people of the demo; prints its number.
PLAN = """
from datetime import time, timedelta
from django.utils import timezone
from foundation.accounts.models import User
from training.actions import enrol, open_session, plan_session
from training.actions.organising import MeetingTimes
from training.models import Course
from training.sweeps import advance_sessions
by = User.objects.get(email='agnieszka.baran@punkt-wsparcia.test')
day = timezone.localdate() - timedelta(days=1)
details = {'capacity': 9, 'place': 'online', 'joining_url': 'https://spotkania.example.org/a', 'trainers': [by]}
before = timezone.now() - timedelta(days=40)
session = plan_session(Course.objects.get(slug='phishing-w-urzedzie'), by=by, details=details,
    meetings=[MeetingTimes(day, time(9), time(11))], at=before)
open_session(session, by=by, at=before)
for key in ('anna.nowak', 'tomasz.w', 'piotr.z', 'katarzyna.m', 'michal'):
    person = User.objects.get(email__startswith=key)
    office = person.memberships.first().organisation
    enrolment = enrol(session, person=person, organisation=office, by=person, at=before)
    if key == 'anna.nowak':
        own = enrolment.uid
for _ in range(2):
    advance_sessions(at=timezone.now())
print('session', session.pk, own)
"""
LOG = "Name,Email,Duration\nAnna Nowak,,125\nNowak Tomek,,60\nGość,,5\n"


@pytest.mark.parametrize(("language", "width"), [pytest.param("pl", 360, marks=pytest.mark.slow)])
def test_a_log_becomes_minutes_and_the_survey_goes_out(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    number, own = product.run(PLAN)[1:]
    trainer, anna = visit(language, width), visit(language, width)
    trainer.sign_in("agnieszka")
    trainer.go(f"training/organise/{number}/attendance/")
    trainer.look("after-1-attendance")
    trainer.follow('main a[href*="/logs/"]')
    trainer.look("after-2-log")
    file = {"name": "spotkanie.csv", "mimeType": "text/csv", "buffer": LOG.encode()}
    trainer.reach("main input[type=file]").set_input_files(file)
    trainer.follow("main form .button")

    expect(trainer.page.locator("table.log tbody tr")).to_have_count(3)
    trainer.look("after-3-whose")
    expect(trainer.page.locator("input[name=rest_absent]")).to_be_checked()
    trainer.follow("main form .button")
    expect(trainer.page.locator('input[value="whole"]:checked')).to_have_count(1)
    trainer.look("after-4-minutes")
    trainer.follow('form[action$="/attendance/close/"] button')
    trainer.look("after-5-closed")

    product.wait_for_mail(lambda mail: f"/enrolments/{own}/survey/" in text_of(mail))
    anna.sign_in("anna")
    anna.go(f"training/enrolments/{own}/survey/")
    anna.look("after-6-survey")
    for name in ("useful", "clear", "pace", "organised"):
        anna.reach(f'input[name={name}][value="5"], input[name={name}]').press("Space")
    anna.write("textarea[name=best]", "Przykłady z urzędów.")
    anna.follow("main form .button")
    anna.look("after-7-thanks")

    trainer.go(f"training/organise/{number}/survey/")
    trainer.look("after-8-results")


def text_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()
