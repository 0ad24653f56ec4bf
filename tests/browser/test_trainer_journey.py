"""Somebody who only teaches: finds the session, notes down who was there, closes the list."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from config.demo_content.people import Person
from foundation.accounts.roles import Role
from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

TEODOR = Person(
    "teodor",
    "Teodor Trenerski",
    "teodor.trenerski@punkt-wsparcia.test",
    "trener",
    roles=(Role.TRAINER,),
)
# Two meetings of his, one that is over and one ahead, with three people each; prints their numbers.
PLAN = """
from datetime import time, timedelta
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group
from django.utils import timezone
from config.demo_content.people import PASSWORD, TOTP_SECRET
from foundation.accounts.models import User
from training.actions import enrol, open_session, plan_session
from training.actions.organising import MeetingTimes
from training.models import Course
from training.sweeps import advance_sessions
email = 'teodor.trenerski@punkt-wsparcia.test'
teodor = User.objects.filter(email=email).first()
if not teodor:
    teodor = User.objects.create_user(email, PASSWORD, name='Teodor Trenerski')
    EmailAddress.objects.create(user=teodor, email=email, verified=True, primary=True)
    teodor.groups.add(Group.objects.get(name='trainer'))
    TOTP.activate(teodor, TOTP_SECRET)
by = User.objects.get(email__startswith='agnieszka')
today, before = timezone.localdate(), timezone.now() - timedelta(days=40)
for days in (-2, 20):
    details = {'capacity': 9, 'place': 'on_site', 'venue': 'Sala 12', 'trainers': [teodor]}
    session = plan_session(Course.objects.get(slug='phishing-w-urzedzie'), by=by, details=details,
        meetings=[MeetingTimes(today + timedelta(days=days), time(9), time(12))], at=before)
    open_session(session, by=by, at=before)
    for key in ('anna.nowak', 'tomasz.w', 'piotr.z'):
        person = User.objects.get(email__startswith=key)
        office = person.memberships.first().organisation
        enrol(session, person=person, organisation=office, by=person, at=before)
    print(session.pk)
advance_sessions(at=timezone.now())
"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_trainer_from_the_list_to_the_certificates(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    past, ahead = product.run(PLAN)[-2:]
    trainer = visit(language, width)
    trainer.sign_in_as(TEODOR)
    page = trainer.page
    trainer.go("training/my/")
    trainer.follow('nav.tabs a[href$="/training/organise/"]')
    trainer.look("trainer-1-sessions")
    trainer.follow(f'main .rows a[href$="/organise/{ahead}/"]')
    expect(page.locator("main")).to_contain_text("Anna Nowak")
    expect(page.locator("main")).not_to_contain_text("anna.nowak@")
    trainer.look("trainer-2-before")
    trainer.follow('nav.tabs a[href$="/attendance/"]')
    expect(page.locator("main form")).to_have_count(0)
    pdf = page.request.get(page.locator('a[href$="/list.pdf"]').first.evaluate("a => a.href"))
    assert (pdf.status, pdf.headers["content-type"]) == (200, "application/pdf")

    trainer.go("training/organise/?show=past")
    trainer.follow(f'main .rows a[href$="/organise/{past}/"]')
    trainer.follow('nav.tabs a[href$="/attendance/"]')
    trainer.press('input[type="radio"][value="whole"]', "Space")
    trainer.look("trainer-3-after")
    trainer.follow('button[name="rest"][value="absent"]')
    expect(page.locator('button[name="rest"]')).to_have_count(0)
    expect(page.locator('input[value="absent"]:checked')).to_have_count(2)
    trainer.follow('form[action$="/attendance/close/"] button')
    expect(page.locator('form[action$="/attendance/close/"]')).to_have_count(0)
    trainer.look("trainer-4-closed")
    trainer.follow('nav.tabs a[href$="/survey/"]')
    trainer.look("trainer-5-survey")
