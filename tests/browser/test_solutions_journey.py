"""An office finds a solution and the call that pays for it, and asks to join."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_from_a_call_to_joining(visit: Callable[..., Visitor], language: str, width: int) -> None:
    anna = visit(language, width)
    anna.sign_in("anna")
    anna.go("knowledge/funding/")
    expect(anna.page.locator(".funding li").first).to_be_visible()
    anna.look("solutions-1-funding")
    anna.follow(".funding a")
    expect(anna.page.locator("dl.facts")).to_contain_text("4")
    anna.look("solutions-2-call")
    anna.follow('main a[href*="/knowledge/solutions/"] >> nth=0')
    expect(anna.page.locator("main ol.steps li").first).to_be_visible()
    anna.look("solutions-3-solution")
    anna.follow("main aside a.button")
    joining = "Chcemy przystąpić" if language == "pl" else "We want to join"
    expect(anna.page.locator("main form textarea[name=body]")).to_have_value(re.compile(joining))
