"""Two colleagues rate the same requirement: one while the other writes; nothing is lost, and a gap leads on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

# An office's assessment of its own for each journey; prints its number.
BEGIN = """
from foundation.accounts.models import Organisation, User
from knowledge.actions.assessments import start_assessment
from knowledge.models import Assessment, StandardVersion
by = User.objects.get(email='tomasz.wisniewski@jarzebinowo.test')
office = Organisation.objects.get(name='Gmina Jarzębinowo')
version = StandardVersion.objects.get(standard__slug='dostepnosc-cyfrowa', number='1.0')
known = Assessment.objects.filter(organisation=office, version=version).first()
print('assessment', (known or start_assessment(version, by=by, organisation=office)).pk)
"""
CODES = {"pl": "DC-03", "en": "DC-04"}


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_two_rate_at_once_and_lose_nothing(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    number = product.run(BEGIN)[-1]
    place = f"knowledge/assessments/{number}/requirements/{CODES[language]}/"
    anna, tomasz = visit(language, width), visit(language, width)
    anna.sign_in("anna")
    tomasz.sign_in("tomasz")
    anna.go(place)
    tomasz.go(place)

    # From "not rated yet" round to the second choice; what the keys pass over is not saved.
    anna.reach("main input[name=result]:checked")
    anna.page.keyboard.press("ArrowDown")
    anna.page.keyboard.press("ArrowDown")
    expect(anna.page.locator("input[name=seen]")).to_have_value("1")
    expect(anna.page.locator("input[value=partly]")).to_be_checked()
    anna.write("main textarea[name=comment]", f"Anna {language}")
    anna.page.keyboard.press("Tab")
    expect(anna.page.locator("input[name=seen]")).to_have_value("2")

    tomasz.write("main textarea[name=comment]", f"Tomasz {language}")
    tomasz.page.keyboard.press("Tab")
    expect(tomasz.page.locator("[data-said] a")).to_be_visible()
    tomasz.follow("[data-said] a")
    expect(tomasz.page.locator("#beside")).to_contain_text(f"Anna {language}")
    tomasz.look("assessment-1-both-texts")
    tomasz.follow("#beside button[name=below]")
    both = f"Anna {language}\n\nTomasz {language}"
    expect(tomasz.page.locator("main textarea[name=comment]")).to_have_value(both)
    tomasz.look("assessment-2-rated")

    anna.go(f"knowledge/assessments/{number}/")
    anna.look("assessment-3-overview")
    anna.follow('main a[href$="/next/"]')
    expect(anna.page.locator(".next-steps")).to_be_visible()
    anna.look("assessment-4-next")
    anna.follow(".ask-about a")
    expect(anna.page.locator("main form textarea[name=body]")).to_contain_text("DC-0")
