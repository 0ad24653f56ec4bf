"""The coordinator asks, the head answers by the link in the mail, on a phone and without an account."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

LINK = re.compile(r"/\w\w/knowledge/sign-off/\S+")

# The office's assessment, every requirement rated; prints its number.
RATED = """
from foundation.accounts.models import Organisation, User
from knowledge.actions.assessments import start_assessment
from knowledge.actions.ratings import rate
from knowledge.models import Assessment, StandardVersion
by = User.objects.get(email='piotr.zajac@brzezno.test')
office = Organisation.objects.get(memberships__user=by)
version = StandardVersion.objects.get(standard__slug='dostepnosc-cyfrowa', number='1.0')
known = Assessment.objects.filter(organisation=office, version=version).first()
assessment = known or start_assessment(version, by=by, organisation=office)
for rating in assessment.ratings.filter(result=''):
    rate(rating, by=by, values={'result': 'met'}, seen=rating.revision)
print('assessment', assessment.pk)
"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_the_head_signs_or_gives_back(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    number = product.run(RATED)[-1]
    address, signs = f"wojt-{language}@brzezno.test", language == "pl"
    piotr, head = visit(language, width), visit(language, 360)
    piotr.sign_in("piotr")
    piotr.go(f"knowledge/assessments/{number}/")
    piotr.follow('main a[href$="/sign-offs/"]')
    piotr.write("input[name=head_email]", address)
    piotr.look("sign-off-1-asking")
    piotr.follow("main form.form .button")
    expect(piotr.page.locator("main .rows")).to_contain_text(address)

    told = product.wait_for_mail(lambda mail: address in str(mail["To"]))
    link = product.url + LINK.search(told.get_body(("plain",)).get_content())[0]
    head.page.goto(link)
    head.look("sign-off-2-asked")
    head.write("input[name=signed_as]", "Halina Dąbek, wójt")
    if not signs:
        head.write("textarea[name=note]", "Brakuje nam terminu.")
    head.follow("main form button[name=sign]" if signs else "main form button:not([name])")
    expect(head.page.locator("main form")).to_have_count(0)
    head.look("sign-off-3-answered")
    head.page.goto(link)
    expect(head.page.locator("main form")).to_have_count(0)  # once

    piotr.page.reload()
    newest = piotr.page.locator("main .rows > li").first
    expect(newest).to_contain_text("Halina Dąbek, wójt")
    piotr.look("sign-off-4-heard")
    if not signs:
        expect(newest).to_contain_text("Brakuje nam terminu.")
        return
    with piotr.page.expect_download() as download:
        newest.locator("a").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
