"""The privacy page: what is kept and how long, and who answers for it."""

from django.test import Client
from wagtail.models import Site

from foundation.accounts.actions import invitations, office_codes
from helpdesk.sweeps import UPLOADS_WAIT
from knowledge.models import Controller
from knowledge.personal_data import GONE, KEPT, PLACES, _name
from tests.knowledge.factories import make_index


def test_what_is_missing_is_seen_to_be_missing(client: Client, db: None) -> None:
    make_index()

    page = client.get("/pl/prywatnosc/").text

    assert page.count("do uzupełnienia") == 5
    assert client.get("/en/privacy/").text.count("to be filled in") == 5


def test_the_controller_is_named_from_the_settings_of_the_site(client: Client, db: None) -> None:
    make_index()
    Controller.objects.create(
        site=Site.objects.get(), name="Gmina <b>Testowa</b>", email="iod@gmina.test"
    )

    page = client.get("/pl/prywatnosc/").text

    assert "Gmina &lt;b&gt;Testowa&lt;/b&gt;" in page
    assert '<a href="mailto:iod@gmina.test">' in page
    assert page.count("do uzupełnienia") == 3


def test_the_periods_named_are_those_of_the_product(client: Client, db: None) -> None:
    """Whoever changes a period in the code changes the text with it."""
    make_index()
    periods = [invitations.LIFE, office_codes.LIFE, UPLOADS_WAIT]

    page = client.get("/pl/prywatnosc/").text

    assert [period.days for period in periods] == [14, 7, 2]
    assert "ważne 14 dni; ważne 7 dni" in page
    assert "2 dni" in page


def test_no_two_kinds_of_personal_data_have_one_name(db: None) -> None:
    """A model that names a person in two ways stands there twice."""
    kinds = [_name(model, field) for model, field in (*PLACES, *GONE, *KEPT)]

    assert sorted(kinds) == sorted(set(kinds))
