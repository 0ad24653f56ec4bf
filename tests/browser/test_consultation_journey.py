"""A draft is commented on, the coordinator approves, an editor answers, and everybody takes the table."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

DRAFT = "knowledge/consultations/poczta-i-domena-urzedu/0.9/"
WAITING = ".comments > li:has-text('{words}')"


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_comment_is_written_approved_answered_and_taken_along(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    words = f"Uwaga z podróży {language}"
    anna, tomasz, pawel = (visit(language, width) for _ in range(3))

    anna.sign_in("anna")
    anna.go(DRAFT)
    anna.look("consultation-1-draft")
    anna.follow('#PD-02 a[href*="comment/?requirement"]')
    anna.write("main textarea[name=body]", words)
    anna.write("main textarea[name=proposed_wording]", "W ciągu 9 miesięcy.")
    anna.look("consultation-2-comment")
    anna.follow("main form.commenting button")
    expect(anna.page.locator(WAITING.format(words=words))).to_be_visible()
    anna.look("consultation-3-waits")

    tomasz.sign_in("tomasz")
    tomasz.go("knowledge/consultations/office/")
    tomasz.look("consultation-4-coordinator")
    tomasz.follow(f'{WAITING.format(words=words)} form[action*="/approve/"] button')
    expect(tomasz.page.locator(".flash")).to_be_visible()

    pawel.sign_in("pawel")
    pawel.go(f"{DRAFT}unanswered/")
    pawel.look("consultation-5-unanswered")
    pawel.follow(f"{WAITING.format(words=words)} .comment-head a")
    pawel.press("main input[value=accepted]", "Space")
    pawel.write("main textarea[name=body]", "Uwzględniamy: dziewięć miesięcy.")
    pawel.look("consultation-6-answer")
    pawel.follow("main .answering form.form button")
    expect(pawel.page.locator(".flash")).to_be_visible()

    anna.go(f"{DRAFT}comments/?answer=accepted")
    expect(anna.page.locator(WAITING.format(words=words))).to_contain_text("dziewięć miesięcy")
    anna.look("consultation-7-answered")
    with anna.page.expect_download() as download:
        anna.press('aside a[href$="table.docx"]')
    assert download.value.suggested_filename.endswith(".docx")
    anna.go("knowledge/standards/formularze-elektroniczne/1.0/")
    anna.look("consultation-8-final-version")
