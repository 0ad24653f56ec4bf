"""Somebody in front of a browser: goes to pages, signs in, looks."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from config.demo_content.people import PEOPLE, current_code
from tests.browser.product import Product


class Visitor:
    """One person with a browser of their own; `console` collects what the browser complained of."""

    def __init__(self, page: Page, product: Product, language: str, screens: Path) -> None:
        self.page, self.product, self.language = page, product, language
        self.screens = screens
        self.console: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.console.append(f"{page.url}: {error}"))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.console.append(f"{self.page.url}: {message.text}")

    def go(self, path: str) -> None:
        """Open an address below the language's root, e.g. `helpdesk/`."""
        self.page.goto(f"{self.product.url}/{self.language}/{path}")

    def sign_in(self, key: str) -> None:
        """Sign in as a person of the demo content, with the second factor where there is one."""
        person = next(person for person in PEOPLE if person.key == key)
        self.go("account/login/")
        self.page.locator("input[name=login]").fill(person.email)
        self.page.locator("input[name=password]").fill(person.password)
        self.page.keyboard.press("Enter")
        if person.roles:
            self.page.wait_for_url(re.compile("authenticate"))
            self.page.locator("input[name=code]").fill(current_code())
            self.page.keyboard.press("Enter")
        self.page.wait_for_url(
            lambda url: "/account/login" not in url and "authenticate" not in url
        )

    def look(self, name: str) -> None:
        """Take a screenshot and let axe read the page: it must find nothing."""
        width = self.page.viewport_size["width"]
        self.screens.mkdir(parents=True, exist_ok=True)
        file = self.screens / f"{name}-{self.language}-{width}.png"
        self.page.screenshot(path=file, full_page=True)
        found = Axe().run(self.page).response["violations"]
        assert [
            (violation["id"], node["target"], node["failureSummary"])
            for violation in found
            for node in violation["nodes"]
        ] == [], name
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(overflow) <= 0, f"{name} scrolls sideways at {width} pixels"
