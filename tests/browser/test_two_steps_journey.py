"""Guidance goes to its readers by two steps: an expert asks for changes first, then a reviewer publishes it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

WORDS = "Proszę podać źródło."
# The number of the page below which guidance of a language stands.
INDEX = """
from knowledge.models import GuidanceIndexPage
print(GuidanceIndexPage.objects.live().get(locale__language_code="{language}").pk)
"""
# The editor keeps a draft by itself half a second after a change, and looks for changes from two seconds after
# the page was loaded.
KEPT_AFTER = 4_000  # milliseconds
# While it waits for the answer to a button it may keep once more, and is refused what was decided meanwhile.
REFUSED = re.compile(r"/cms/pages/\d+/edit/: Failed to load resource.* 40[04] ")
MORE = "footer [data-w-dropdown-target=toggle]"
ANSWER = {"pl": "Najpierw odpowiedź.", "en": "The answer first."}


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_draft_is_sent_back_amended_and_published(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    title, (index,) = f"Dwa kroki {language} {width}", product.run(INDEX.format(language=language))
    pawel, agnieszka, magdalena = (visit(language, width) for _ in range(3))
    for visitor, key in ((pawel, "pawel"), (agnieszka, "agnieszka"), (magdalena, "magdalena")):
        visitor.sign_in(key)

    pawel.page.goto(f"{product.url}/cms/pages/add/knowledge/guidancepage/{index}/")
    pawel.write("[name=title]", title)
    # The editor makes an address of the title, at its own pace.
    expect(pawel.page.locator("[name=slug]")).to_have_value(re.compile(f"{language}-{width}$"))
    pawel.write("[name=answer]", ANSWER[language])
    choose(pawel, "[name=action-submit]")
    an_expert_asks_for_changes(agnieszka, title)

    draft = what_waits(pawel, title)
    expect(pawel.page.locator(".messages")).to_contain_text(f": {WORDS}")
    seen(pawel, "two-steps-3-asked")
    pawel.write("[name=answer]", f"{ANSWER[language]} ŹRÓDŁO.")
    choose(pawel, "[name=action-workflow-action], [name=action-submit]")
    what_waits(agnieszka, title)
    choose(agnieszka, "[data-workflow-action-name=approve]")
    expect(agnieszka.page.locator(draft_of(title))).to_have_count(0)
    assert agnieszka.page.request.get(draft).status == 404  # theirs no more

    what_waits(magdalena, title)
    choose(magdalena, "[data-workflow-action-name=approve]")
    a_reader_finds_it(visit(language, width), title)


def an_expert_asks_for_changes(agnieszka: Visitor, title: str) -> None:
    what_waits(agnieszka, title)
    seen(agnieszka, "two-steps-1-expert")
    agnieszka.press(MORE)
    agnieszka.press("[data-workflow-action-name=reject]")
    agnieszka.write(".modal-body textarea", WORDS)
    seen(agnieszka, "two-steps-2-words")
    agnieszka.follow(".modal-body [type=submit]")
    expect(agnieszka.page.locator(draft_of(title))).to_have_count(0)
    forget_what_was_refused(agnieszka)


def draft_of(title: str) -> str:
    return f'main a:text-is("{title}")'


def what_waits(visitor: Visitor, title: str) -> str:
    """Open the draft from the start page of the admin, as everybody finds it there; its address."""
    visitor.page.goto(f"{visitor.product.url}/cms/")
    visitor.follow(draft_of(title))
    return visitor.page.url


def choose(visitor: Visitor, button: str) -> None:
    """One of the acts behind the button that saves, once the editor has kept the draft by itself."""
    visitor.page.wait_for_timeout(KEPT_AFTER)
    while visitor.unanswered:
        visitor.page.wait_for_timeout(20)
    visitor.press(MORE)
    visitor.follow(f"footer :is({button})")
    forget_what_was_refused(visitor)


def forget_what_was_refused(visitor: Visitor) -> None:
    visitor.console[:] = [line for line in visitor.console if not REFUSED.search(line)]


def seen(visitor: Visitor, name: str) -> None:
    """A picture; what Wagtail builds itself is not ours to check."""
    visitor.screens.mkdir(parents=True, exist_ok=True)
    width = visitor.page.viewport_size["width"]
    visitor.page.screenshot(path=visitor.screens / f"{name}-{visitor.language}-{width}.png")


def a_reader_finds_it(reader: Visitor, title: str) -> None:
    reader.go("poradniki/" if reader.language == "pl" else "guidance/")
    reader.follow(draft_of(title))
    expect(reader.page.locator(".answer")).to_contain_text(re.compile("ŹRÓDŁO"))
    reader.look("two-steps-4-read")
