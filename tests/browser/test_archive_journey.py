"""Real lists come into the archive; a reader narrows them down and opens a project."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import EACH_WIDTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

AMOUNTS = {"pl": "2\xa0480\xa0000,00\xa0zł", "en": "PLN\xa02,480,000.00"}


@pytest.fixture(scope="package")
def archive(product: Product) -> Product:
    """The product with a real list of projects."""
    file = Path(__file__).parents[3] / "shared/data/eu-projects/Poland_ERDF_2014_2020.csv"
    if not file.exists():
        pytest.skip("real inputs missing")
    imported = product.manage("import_projects", str(file))
    assert imported.returncode == 0, imported.stderr.decode()
    return product


@pytest.mark.parametrize(("language", "width"), EACH_WIDTH)
def test_a_reader_finds_a_project(
    visit: Callable[..., Visitor], archive: Product, language: str, width: int
) -> None:
    reader = visit(language, width)
    reader.go("projects/")
    reader.look("archive-1-list")
    reader.write("main input[type=search]", "informatyzacja")
    reader.enter()
    reader.look("archive-2-found")
    reader.go("projects/?q=serwerownia")
    reader.follow("main ol.rows a, main ul.rows a")
    expect(reader.page.locator("h1")).to_contain_text("serwerownia")
    expect(reader.page.locator("main")).to_contain_text(AMOUNTS[language])
    reader.look("archive-3-project")
