"""At the door, also while the network is away: nobody who was there is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

# A session of one meeting with five people of the demo; prints its number, then each person's code.
# Its meeting lasts the whole of today, so that the door is open whenever the test runs.
PLAN = """
from datetime import time, timedelta
from django.utils import timezone
from foundation.accounts.models import User
from training.actions import enrol, open_session, plan_session
from training.actions.organising import MeetingTimes
from training.models import Course
from training.sweeps import advance_sessions
by = User.objects.get(email='agnieszka.baran@punkt-wsparcia.test')
day = timezone.localdate()
details = {'capacity': 9, 'place': 'on_site', 'venue': 'Sala 12', 'trainers': [by]}
before = timezone.now() - timedelta(days=40)
session = plan_session(Course.objects.get(slug='phishing-w-urzedzie'), by=by, details=details,
    meetings=[MeetingTimes(day, time(0), time(23, 59))], at=before)
open_session(session, by=by, at=before)
print('session', session.pk)
for key in ('anna.nowak', 'tomasz.w', 'piotr.z', 'katarzyna.m', 'michal'):
    person = User.objects.get(email__startswith=key)
    office = person.memberships.first().organisation
    print(enrol(session, person=person, organisation=office, by=person, at=before).check_in_code)
advance_sessions(at=timezone.now())
"""


def plan(product: Product) -> tuple[str, list[str]]:
    """The number of a new session and the codes of its people."""
    planned = product.manage("shell", "-c", PLAN)
    lines = planned.stdout.decode().split("session", 1)[1].split()
    return lines[0], lines[1:]


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_the_door_works_without_network(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    number, (anna, tomasz, piotr, *_others) = plan(product)
    trainer = visit(language, width)
    trainer.sign_in("agnieszka")
    trainer.go(f"training/organise/{number}/check-in/")
    said, there = trainer.page.locator("#said"), trainer.page.locator("#there")
    network = trainer.page.locator("#network")

    type_in(trainer, anna)
    expect(said).to_have_class("said ok")
    expect(there).to_have_text("1")
    expect(said).to_contain_text("Anna Nowak")
    type_in(trainer, anna)
    expect(said).to_have_class("said info")
    trainer.look("attendance-1-door")

    trainer.page.context.set_offline(True)
    type_in(trainer, tomasz)
    expect(network).to_have_class("network warn")
    expect(there).to_have_text("2")
    trainer.press(f'form[data-listed="{piotr}"] button')
    expect(there).to_have_text("3")
    trainer.look("attendance-2-no-network")
    trainer.page.context.set_offline(False)
    expect(network).to_have_class("network")
    trainer.console[:] = [line for line in trainer.console if "ERR_INTERNET" not in line]

    trainer.go(f"training/organise/{number}/attendance/")
    expect(trainer.page.locator("td.meta:not(:empty)")).to_have_count(3)
    trainer.look("attendance-3-list")


def type_in(trainer: Visitor, code: str) -> None:
    trainer.write("#typed input[name=code]", code.lower())
    trainer.page.keyboard.press("Enter")
