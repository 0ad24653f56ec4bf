"""A course at one's own pace: read, answer, pause, come back, take the test, download the certificate."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

COURSE = "training/courses/phishing-we-wlasnym-tempie/"
LAST = "form[action$='/done/'] .button"
# The first answers of the test in both languages that are right, by question.
RIGHT = {
    "pl": (
        ["Czego chce i jak bardzo się spieszy"],
        ["konto-klienta.example"],
        ["Dzwonię pod numer z umowy"],
        ["Prosi o włączenie makr", "Hasło do archiwum stoi w treści"],
        ["Dzwonię do informatyka", "Zmieniam hasło z innego urządzenia"],
    ),
    "en": (
        ["What it wants and how much it hurries"],
        ["konto-klienta.example"],
        ["Call the number in the contract"],
        ["It asks to enable macros", "The password of the archive is in the message"],
        ["I call IT", "I change the password on another device"],
    ),
}


# Files are given out once the worker has seen what names them; how much it has still to look at.
UNSEEN = """
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.ready().count())
"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_course_between_two_residents(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    person = visit(language, width)
    person.sign_in("tomasz")
    person.go(COURSE)
    person.wait_until(lambda: product.run(UNSEEN) == ["0"])
    person.look("self-paced-1-course")
    person.follow("form[action$='/start/'] .button")
    person.press(".check input[type=radio]", "Space")
    person.follow(".check .button")
    expect(person.page.locator(".check dl")).to_be_visible()
    person.look("self-paced-2-lesson")
    person.follow(LAST)
    film = person.page.locator("video")
    expect(film).to_be_visible()
    assert film.locator("track[kind=captions]").count() == 1
    person.look("self-paced-3-film")

    person.go("training/my/")
    person.follow("a[href*='/training/learning/']")
    expect(person.page.locator("main progress")).to_have_attribute("value", "1")
    person.follow("main .actions a.button")
    for number in range(2, 5):
        person.look(f"self-paced-lesson-{number}")
        person.follow(LAST)
    person.look("self-paced-4-lessons-done")
    person.follow("main .actions a.button")
    _answer(person, RIGHT[language])
    person.look("self-paced-5-test")
    person.follow("form.test .button")
    expect(person.page.locator(".results")).to_be_visible()
    person.look("self-paced-6-passed")
    with person.page.expect_download() as download:
        person.press("main .actions a.button")
    assert download.value.suggested_filename.endswith(".pdf")


def _answer(person: Visitor, right: tuple[list[str], ...]) -> None:
    for number, texts in enumerate(right):
        question = person.page.locator("form.test fieldset").nth(number)
        for text in texts:
            question.get_by_label(text, exact=True).check()
