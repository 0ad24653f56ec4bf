"""Chromium against Django's own test server: the look needs no demo content."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.patience import MILLISECONDS

# Playwright's own loop runs in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Generous: the machine may be busy with other tests.
expect.set_options(timeout=MILLISECONDS)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """`open_page("/pl/styles/", width=360, color_scheme="dark")`; consoles must stay empty."""
    contexts, lines, complaints = [], [], []

    def open_(path: str, width: int = 1280, **options: object) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda line: lines.append(line))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    # The browser itself notes that an error page answered with its status.
    complaints += [line.text for line in lines if line.type in ("error", "warning")]
    assert [text for text in complaints if "responded with a status of 40" not in text] == []
