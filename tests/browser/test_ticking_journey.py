"""A coordinator ticks a whole office by one key and lets one go; without scripts the boxes do."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

MANY = """
from foundation.accounts.actions import enter_people
from foundation.accounts.models import Organisation, User
tomasz = User.objects.get(email__startswith='tomasz.w')
office = tomasz.memberships.get().organisation
if office.memberships.count() < 40:
    enter_people(office, by=tomasz, names=[f'Genowefa Długonazwiska-Krótka {n}' for n in range(40)])
from training.models import Course, Session
from django.utils import timezone
open_now = Session.objects.filter(state='open', starts_at__gt=timezone.now())
print(open_now.exclude(wish_round__isnull=False).order_by('pk').first().pk)
"""
BOXES = 'input[type="checkbox"][name="people"]'


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_all_of_an_office_but_one(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    (number,) = product.run(MANY)
    coordinator = visit(language, width)
    coordinator.sign_in("tomasz")
    coordinator.go(f"training/sessions/{number}/enrol-members/")
    page = coordinator.page
    boxes, said = page.locator(BOXES), page.locator(".ticking .selected")
    whole = boxes.count()
    words = {"pl": "Zaznaczono: {} z {}", "en": "Selected: {} of {}"}[language].format
    expect(said).to_have_text(words(0, whole))
    coordinator.press('[data-tick="all"]')
    expect(said).to_have_text(words(whole, whole))
    coordinator.press(BOXES, "Space")
    expect(said).to_have_text(words(whole - 1, whole))
    coordinator.look("ticking-1-all-but-one")
    coordinator.press('[data-tick="none"]')
    expect(said).to_have_text(words(0, whole))
    coordinator.press('[data-tick="all"]')
    coordinator.follow("main form .button:not(.link)")
    coordinator.look("ticking-2-preview")
    page.go_back()
    expect(said).to_have_text(words(page.locator(f"{BOXES}:checked").count(), whole))


@pytest.mark.slow
def test_without_scripts_only_the_boxes(visit: Callable[..., Visitor], product: Product) -> None:
    (number,) = product.run(MANY)
    signed_in = visit("pl", 1440)
    signed_in.sign_in("tomasz")
    plain = visit("pl", 1440, java_script_enabled=False)
    plain.page.context.add_cookies(signed_in.page.context.cookies())
    plain.go(f"training/sessions/{number}/enrol-members/")
    expect(plain.page.locator(".ticking")).to_be_hidden()
    plain.page.locator(BOXES).first.check()
    plain.page.locator("main form .button:not(.link)").click()
    expect(plain.page.locator("main")).to_contain_text("1 z 1")
