"""Chromium against the served product: pages that print nothing, pass axe and leave screenshots."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.product import Product, served_product
from tests.browser.visitor import Visitor
from tests.database import migrated_file
from tests.patience import MILLISECONDS

# Playwright's own loop runs in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

expect.set_options(timeout=MILLISECONDS)

CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
CHROMIUM_OPTIONS += [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Product]:
    """The product with its demo content, shared by all journeys of this process."""
    with served_product(tmp_path_factory.mktemp("product"), migrated_file()) as served:
        yield served


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def visit(
    chromium: Browser, product: Product, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visitor]]:
    """Open a visitor: `visit(language="pl", width=1440)`; at the end nobody's console held a line."""
    product.begin_an_hour()
    visitors: list[Visitor] = []
    screens = settings.BASE_DIR / "var" / "screens"

    def open_visitor(
        language: str = "pl", width: int = 1440, browser: Browser = chromium, **options: object
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=language, **options
        )
        context.set_default_timeout(MILLISECONDS)
        visitor = Visitor(context.new_page(), product, language, screens)
        visitors.append(visitor)
        return visitor

    yield open_visitor
    complaints = [line for visitor in visitors for line in visitor.console]
    for visitor in visitors:
        visitor.page.context.close()
    assert complaints == []
