"""Taken along from the archive: a long list as a file, news of a search, what must not be forgotten."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor
from tests.projects_archive.factories import csv_2014, row_2014

pytestmark = pytest.mark.browser

ROWS = 6500  # four batches of the worker: long enough to be seen on its way
MANY = """
from projects_archive.models import Project
Project.objects.bulk_create(
    [
        Project(is_public=True, title_pl=f"{word} {{n}}", beneficiary_kind="gmina", folded="{word}")
        for n in range({rows})
    ],
    batch_size=500,
)
"""
NO_MORE = """
from projects_archive.models import Project
Project.objects.filter(folded="{word}")._raw_delete("default")
"""
WORD = "światłowody"
NEW = f"Wspólne e-usługi i {WORD}"
MORNING = """
from django.utils import timezone
from foundation.watching.telling import tell_of_news
tell_of_news(at=timezone.now())
"""
OWN = "Otwarty moduł obsługi rady"
NIGHT = f"""
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from django.utils import timezone
from foundation.files.actions import store_file
from foundation.files.fixity import begin_fixity_run
from projects_archive.actions.durability import remind_of_durability
from projects_archive.models import ProjectRecord
end = timezone.localdate() + timedelta(days=80)
ProjectRecord.objects.filter(project__title_pl="{OWN}").update(durability_until=end)
remind_of_durability(at=timezone.now())
kept = store_file(BytesIO(b"as it came"), name="protokol-odbioru.txt", by=None)
Path(kept.content.path).write_bytes(b"not any more")
begin_fixity_run(at=timezone.now())
"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_long_list_is_taken_along_without_an_account(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    word = f"dawne{language}"
    product.run(MANY.format(word=word, rows=ROWS))
    reader = visit(language, width)
    reader.go(f"projects/?q={word}")
    reader.look("along-1-long-list")
    reader.follow('main a[href*="export.jsonl"]')
    reader.look("along-2-asking")
    reader.follow("main form button")
    expect(reader.page.locator("#export progress")).to_be_visible()
    reader.look("along-3-on-its-way")
    expect(reader.page.locator("#export a[download]")).to_be_visible()  # by itself
    reader.look("along-4-ready")
    with reader.page.expect_download() as download:
        reader.press("#export a[download]")
    lines = download.value.path().read_text().splitlines()
    assert (len(lines), sum(word in line for line in lines)) == (ROWS, ROWS)
    product.run(NO_MORE.format(word=word))


@pytest.mark.parametrize(("language", "width"), BOTH[:1])
def test_news_and_reminders_come_by_themselves(
    visit: Callable[..., Visitor], product: Product, tmp_path: Path, language: str, width: int
) -> None:
    """A saved search brings a new project, the office hears of its duty, a damaged file is reported."""
    tomasz, piotr, adam = (visit(language, width) for _person in range(3))
    tomasz.sign_in("tomasz")
    tomasz.go(f"projects/?q={WORD}")
    tomasz.follow("main .keep-search button")
    expect(tomasz.page.locator("main .saved-searches")).to_contain_text(WORD)
    listed = csv_2014(tmp_path, row_2014(NEW), name="nowe-projekty.csv")
    assert product.manage("import_projects", str(listed)).returncode == 0
    product.run(NIGHT)
    tomasz.go(f"search/?q={WORD}")
    tomasz.wait_until(lambda: tomasz.page.locator(f'main a:has-text("{NEW}")').count() > 0)
    product.run(MORNING)
    mail = product.wait_for_mail(lambda one: NEW in _text(one))
    assert "tomasz.wisniewski@jarzebinowo.test" in mail["To"]
    feed = tomasz.page.request.get(f"{product.url}/feeds/projects-pl.atom?q={WORD}").text()
    assert feed.count("<entry>") == 1

    piotr.sign_in("piotr")
    piotr.go("mailing/notifications/")
    piotr.look("along-5-reminded")
    piotr.follow(f'main a:has-text("{OWN}")')
    expect(piotr.page.locator("h1")).to_have_text(OWN)

    adam.sign_in("adam")
    adam.go("files/fixity/")
    damaged = adam.page.locator(".notice.bad", has_text="protokol-odbioru.txt")
    adam.wait_until(lambda: damaged.count() > 0)
    adam.look("along-6-damaged")


def _text(mail) -> str:
    return mail.get_body(("plain",)).get_content()
