"""Another date of the course, on site; then online instead: each step in one move, the calendar follows."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

# Two dates of one course, the second one on site and online; prints their numbers.
PLAN = """
from datetime import timedelta, time
from django.utils import timezone
from foundation.accounts.models import User
from training.actions import open_session, plan_session
from training.actions.organising import MeetingTimes
from training.models import Course
by = User.objects.get(email='agnieszka.baran@punkt-wsparcia.test')
course = Course.objects.get(slug='umowy-z-dostawcami')
online = {'place': 'online', 'joining_url': 'https://spotkania.example.org/a', 'capacity': 5}
both = online | {'place': 'both', 'venue': 'Sala 12', 'online_capacity': 30}
for days, details in ((20, online), (27, both)):
    day = timezone.localdate() + timedelta(days=days)
    session = plan_session(course, by=by, details=details,
        meetings=[MeetingTimes(on=day, starts=time(9), ends=time(11))])
    open_session(session, by=by)
    print('session', session.pk)
"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_an_enrolment_moves_to_another_date_and_then_online(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    printed = product.run(PLAN)
    here, there = [after for word, after in pairwise(printed) if word == "session"]
    tomasz = visit(language, width)
    tomasz.sign_in("tomasz")
    tomasz.go(f"training/sessions/{there}/")
    expect(tomasz.page.locator("input[name=way]")).to_have_count(2)
    tomasz.look("ways-1-both")
    tomasz.go(f"training/sessions/{here}/")
    tomasz.press('form[action$="/enrol/"] input[name=has_agreed]', "Space")
    tomasz.follow('form[action$="/enrol/"] .button')

    tomasz.go(f"training/sessions/{here}/")
    tomasz.follow('main a[href*="/training/enrolments/"]')
    tomasz.follow('main a[href$="/transfer/"]')
    tomasz.look("ways-2-another-date")
    tomasz.reach("main form input[type=radio]")
    wanted = tomasz.page.locator(f'input[value="{there}-on_site"]')
    for _ in range(tomasz.page.locator("main form input[type=radio]").count()):
        if not wanted.is_checked():
            tomasz.page.keyboard.press("ArrowDown")
    tomasz.follow("main form .button")
    expect(tomasz.page.locator("main .where")).to_be_visible()
    tomasz.look("ways-3-moved")
    moved = tomasz.page.url.rstrip("/").rpartition("/")[2]
    product.wait_for_mail(lambda mail: said_of(mail, moved, "LOCATION:Sala 12", "SEQUENCE:0"))

    tomasz.press('main details:has(form[action$="/way/"]) summary')
    tomasz.look("ways-4-other-way")
    tomasz.follow('form[action$="/way/"] button')
    expect(tomasz.page.locator('main a[href$="/join/"]')).to_be_visible()
    tomasz.look("ways-5-online")
    product.wait_for_mail(lambda mail: said_of(mail, moved, "LOCATION:online", "SEQUENCE:1"))


def said_of(mail, uid: str, *lines: str) -> bool:
    """Does the mail's calendar part name the enrolment and hold these lines?"""
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    body = parts[0].get_content() if parts else ""
    return f"UID:{uid}" in body and all(line in body for line in lines)
