"""A new person makes an account, finds an office of the national register and joins by its code."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import EACH_WIDTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

PASSWORD = "zielone-jablko-w-sadzie"
CODE = re.compile(r"^\s*([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})\s*$", re.MULTILINE)


@pytest.fixture(scope="package")
def register(product: Product) -> Product:
    """The product with the governments of the TERC register."""
    file = Path(__file__).parents[3] / "shared/data/terc/terc_2022_official.csv"
    if not file.exists():
        pytest.skip("real inputs missing")
    imported = product.manage("import_terc", str(file))
    assert imported.returncode == 0, imported.stderr.decode()
    return product


@pytest.mark.parametrize(("language", "width"), EACH_WIDTH)
def test_a_person_joins_an_office_of_the_register(
    visit: Callable[..., Visitor], register: Product, language: str, width: int
) -> None:
    office_mail = f"urzad-{language}-{width}@dobrzyca.test"
    register.run(_write_official_mail("Gmina Dobrzyca", office_mail))
    newcomer = visit(language, width)
    _sign_up(newcomer, register, f"nowa.osoba.{language}.{width}@poczta.test")

    newcomer.go("account/offices/find/")
    newcomer.write("main input[name=q]", "dobrzyca")
    newcomer.enter()
    expect(newcomer.page.locator("main ul.rows")).to_contain_text("Gmina Dobrzyca")
    newcomer.look("office-1-found")
    newcomer.follow("main ul.rows a")
    newcomer.look("office-2-ways")
    newcomer.follow('form[action$="/join/code/"] button')
    told = register.wait_for_mail(lambda mail: office_mail in str(mail["To"]))
    newcomer.write("input[name=code]", _code_in(told))
    newcomer.enter()
    newcomer.look("office-3-joined")
    newcomer.go("")
    expect(newcomer.page.locator("body")).to_contain_text("Gmina Dobrzyca")


def _sign_up(newcomer: Visitor, product: Product, address: str) -> None:
    newcomer.go("account/signup/")
    newcomer.write("input[name=name]", "Nowa Osoba")
    newcomer.write("input[name=email]", address)
    newcomer.write("input[name=password1]", PASSWORD)
    newcomer.write("input[name=password2]", PASSWORD)
    newcomer.look("office-0-sign-up")
    newcomer.enter()
    told = product.wait_for_mail(lambda mail: address in str(mail["To"]))
    newcomer.write("input[name=code]", _code_in(told))
    newcomer.enter()
    newcomer.page.wait_for_url(lambda url: "confirm" not in url and "signup" not in url)


def _code_in(mail) -> str:
    text = mail.get_body(("plain",)).get_content()
    return CODE.search(text).group(1)


def _write_official_mail(name: str, address: str) -> str:
    return (
        "from foundation.accounts.models import Organisation;"
        f"Organisation.objects.filter(name={name!r}).update(official_email={address!r})"
    )
