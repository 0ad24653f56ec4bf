"""A coordinator enrols two for one place, sends the one who waits instead; then there are more places."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
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
day = timezone.localdate() + timedelta(days=24)
details = {'capacity': 1, 'place': 'online', 'joining_url': 'https://spotkania.example.org/a'}
session = plan_session(Course.objects.get(slug='umowy-z-dostawcami'), by=by, details=details,
    meetings=[MeetingTimes(on=day, starts=time(9), ends=time(11))])
open_session(session, by=by)
print(session.pk)
"""
PEOPLE = "anna.nowak@jarzebinowo.test\ntomasz.wisniewski@jarzebinowo.test"


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_coordinator_fills_the_places_of_the_office(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    [number] = product.run(PLAN)
    tomasz, agnieszka = visit(language, width), visit(language, width)
    tomasz.sign_in("tomasz")
    tomasz.go(f"training/sessions/{number}/enrol-members/")
    tomasz.write("textarea[name=text]", PEOPLE)
    tomasz.look("coordinator-1-list")
    tomasz.follow("main form .button")
    tomasz.look("coordinator-2-preview")
    tomasz.follow("button[value=fit]")
    expect(tomasz.page.locator(".count")).to_contain_text("1 z 2" if language == "pl" else "1 of 2")
    tomasz.look("coordinator-3-office")

    tomasz.follow('main a[href$="/swap/"]')
    chosen = tomasz.reach("select[name=person]")
    chosen.select_option(label="Tomasz Wiśniewski")
    tomasz.look("coordinator-4-swap")
    tomasz.follow("main form .button")
    expect(tomasz.page.locator(".where")).to_have_class("where ok")
    tomasz.go(f"training/sessions/{number}/office/")
    expect(tomasz.page.locator("main tbody tr")).to_have_count(1)
    tomasz.go("training/my/office-needs/")
    tomasz.look("coordinator-5-needs")

    tomasz.go(f"training/sessions/{number}/enrol-members/")
    tomasz.write("textarea[name=text]", PEOPLE)
    tomasz.follow("main form .button")
    tomasz.follow("button[value=fit]")
    _add_a_place(agnieszka, number)
    tomasz.page.reload()
    expect(tomasz.page.locator(".count")).to_contain_text("2 z 2" if language == "pl" else "2 of 2")


def _add_a_place(agnieszka: Visitor, number: str) -> None:
    agnieszka.sign_in("agnieszka")
    agnieszka.go(f"training/organise/{number}/")
    agnieszka.press("main details:has(form[action$='/capacity/']) summary")
    agnieszka.write("input[name=capacity]", "20")
    agnieszka.follow("form[action$='/capacity/'] button")
    expect(agnieszka.page.locator("main ol li")).to_have_count(1)
    expect(agnieszka.page.locator("main ol li")).to_contain_text("Anna Nowak")
    agnieszka.look("coordinator-6-more-places")
    agnieszka.follow("button[name=confirm]")
    expect(agnieszka.page.locator(".notice.ok")).to_be_visible()
    agnieszka.look("coordinator-7-offered")
