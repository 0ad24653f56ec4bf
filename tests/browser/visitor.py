"""Somebody in front of a browser: goes to pages by keyboard, signs in, looks."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

from config.demo_content.people import PEOPLE, Person, current_code
from tests.axe import axe_violations
from tests.browser.product import Product
from tests.patience import SECONDS

LONGEST_WALK = 200  # presses of Tab before something counts as out of reach
HAS_FOCUS = "element => element === document.activeElement"


class Visitor:
    """One person with a browser of their own; `console` collects what the browser complained of."""

    sessions: ClassVar[dict[tuple[str, str], list]] = {}  # cookies by product and person

    def __init__(self, page: Page, product: Product, language: str, screens: Path) -> None:
        self.page, self.product, self.language = page, product, language
        self.screens = screens
        self.console: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.console.append(f"{page.url}: {error}"))
        self.unanswered: set[Request] = set()  # what was sent and may still change something
        page.on("request", self._sent)
        page.on("requestfinished", self._answered)
        page.on("requestfailed", self._answered)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.console.append(f"{self.page.url}: {message.text}")

    def _sent(self, request: Request) -> None:
        if request.method == "POST":
            self.unanswered.add(request)

    def _answered(self, request: Request) -> None:
        self.unanswered.discard(request)

    def go(self, path: str) -> None:
        """Open an address below the language's root, e.g. `helpdesk/`, once all sent is answered."""
        deadline = time.monotonic() + SECONDS
        while self.unanswered and time.monotonic() < deadline:
            self.page.wait_for_timeout(20)
        answer = self.page.goto(f"{self.product.url}/{self.language}/{path}")
        assert answer.status == 200, f"{path}: {answer.status}"

    def reach(self, selector: str) -> Locator:
        """Walk with Tab until the first match has the focus, as somebody without a mouse does."""
        wanted = self.page.locator(selector).first
        expect(wanted).to_be_visible()
        for _ in range(LONGEST_WALK):
            if wanted.evaluate(HAS_FOCUS):
                return wanted
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is out of reach of the keyboard on {self.page.url}")

    def press(self, selector: str, key: str = "Enter") -> None:
        """Reach something and press a key on it; the page stays."""
        self.reach(selector)
        self.page.keyboard.press(key)

    def follow(self, selector: str) -> None:
        """Reach a link or a button, press Enter and wait for the page it leads to."""
        self.reach(selector)
        self.enter()

    def enter(self) -> None:
        """Press Enter and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, selector: str, text: str) -> None:
        """Reach a field and type into it, over what it held."""
        self.reach(selector)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def write_moment(self, selector: str, moment: str) -> None:
        """Reach a field for a date and time and put in an ISO moment, as a picker would."""
        self.reach(selector).fill(moment)

    def wait_until(self, is_true: Callable[[], bool]) -> None:
        """Load the page again until what the worker does is done."""
        deadline = time.monotonic() + SECONDS
        while not is_true():
            assert time.monotonic() < deadline, f"nothing came on {self.page.url}"
            time.sleep(0.5)
            self.page.reload()

    def sign_in(self, key: str) -> None:
        """Sign in as a person of the demo content, with the second factor where there is one.

        The first time by hand; afterwards with the session kept then, because a code of the second
        factor counts only once.
        """
        self.sign_in_as(next(person for person in PEOPLE if person.key == key))

    def sign_in_as(self, person: Person) -> None:
        """Sign in as somebody whom the journey itself has added."""
        kept = self.sessions.get((self.product.url, person.key))
        if kept:
            self.page.context.add_cookies(kept)
            return
        self._sign_in_by_hand(person)
        self.sessions[self.product.url, person.key] = self.page.context.cookies()

    def _sign_in_by_hand(self, person: Person) -> None:
        self.go("account/login/")
        self.write("input[name=login]", person.email)
        self.write("input[name=password]", person.password)
        self.page.keyboard.press("Enter")
        if person.roles:
            self.page.wait_for_url(re.compile("authenticate"))
            self.write("input[name=code]", current_code())
            self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "/account/" not in url or "/account/offices" in url)

    def look(self, name: str) -> None:
        """Take a screenshot; axe finds nothing, and nothing has to be scrolled sideways."""
        width = self.page.viewport_size["width"]
        self.screens.mkdir(parents=True, exist_ok=True)
        file = self.screens / f"{name}-{self.language}-{width}.png"
        self.page.screenshot(path=file, full_page=True)
        found = axe_violations(self.page)
        assert found == [], f"{name}: {found}"
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(overflow) <= 0, f"{name} scrolls sideways at {width} pixels"
