"""Every kind of page: what it shows, to whom, with how many queries."""

from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client
from wagtail.models import Page

from foundation.accounts.roles import Role
from knowledge.actions.site import make_site_tree
from knowledge.models import (
    AccessibilityStatementPage,
    GuidanceIndexPage,
    HomePage,
    HubPage,
    InformationPage,
)
from tests.counting import queries_of
from tests.knowledge.factories import make_editor, make_guidance, make_index, make_system


def test_an_empty_installation_shows_a_usable_home(client: Client, db: None) -> None:
    page = client.get("/pl/")

    assert page.status_code == 200
    assert "czym możemy pomóc?" in page.text
    assert "Jeszcze nic nie opublikowano" in page.text


def test_the_tree_is_made_once_in_both_languages(db: None) -> None:
    make_site_tree()
    first = Page.objects.count()
    make_site_tree()

    assert Page.objects.count() == first
    assert HomePage.objects.count() == 2
    assert sorted(HubPage.objects.values_list("slug", flat=True)) == [
        "heads", "informatycy", "it", "kierownictwo", "officials", "pracownicy",
    ]  # fmt: skip
    assert [model.objects.count() for model in (GuidanceIndexPage, InformationPage)] == [2, 4]


def test_whole_addresses_of_pages_follow_the_address_of_the_site(
    db: None, settings: LazySettings
) -> None:
    """Seen failing with the host that Wagtail comes with: mails of reviews led to `http://localhost`."""
    settings.WAGTAILADMIN_BASE_URL = "https://punkt.example.org"
    home = make_site_tree()
    assert home.full_url == "https://punkt.example.org/pl/"

    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8051/"
    assert make_site_tree().full_url == "http://127.0.0.1:8051/pl/"


def test_the_tree_grows_back_on_an_empty_database(db: None) -> None:
    Page.objects.all().delete()

    home = make_site_tree()

    assert home.get_site().root_page_id == home.pk


@pytest.mark.parametrize(
    ("polish", "english"),
    [
        ("/pl/", "/en/"),
        ("/pl/kierownictwo/", "/en/heads/"),
        ("/pl/poradniki/", "/en/guidance/"),
        ("/pl/deklaracja-dostepnosci/", "/en/accessibility/"),
        ("/pl/prywatnosc/", "/en/privacy/"),
    ],
)
def test_pages_lead_to_their_twin(client: Client, db: None, polish: str, english: str) -> None:
    make_site_tree()

    page = client.get(polish)

    assert page.status_code == 200
    assert f'href="{english}"' in page.text
    assert client.get(english).status_code == 200


def test_home_shows_what_is_new_and_what_does_not_work(client: Client, db: None) -> None:
    make_guidance(title="Kopie zapasowe")
    make_system(name="e-Doręczenia", state="degraded", state_note_pl="opóźnienia od 9:40")

    page = client.get("/pl/")

    assert "Kopie zapasowe" in page.text
    assert "opóźnienia od 9:40" in page.text


def test_home_costs_the_same_with_one_and_twenty_pieces(client: Client, db: None) -> None:
    index = make_index()
    make_guidance(index)
    queries_of(client, "/pl/")
    one = queries_of(client, "/pl/")

    for _ in range(19):
        make_guidance(index)

    assert queries_of(client, "/pl/") == one
    assert one <= 24


def test_hub_shows_guidance_for_its_audience(client: Client, db: None) -> None:
    index = make_index()
    make_guidance(index, title="Dla informatyka", fields={"is_for_it": True})
    make_guidance(index, title="Dla wójta", fields={"is_for_heads": True})

    page = client.get("/pl/kierownictwo/")

    assert "Dla wójta" in page.text
    assert "Dla informatyka" not in page.text


def test_guidance_shows_the_answer_and_its_facts(client: Client, db: None) -> None:
    page = make_guidance(
        answer="Trzy kopie, jedna poza siedzibą.",
        body=[("text", "<p>Jak to zrobić.</p>")],
        change_note="Dodano wzór protokołu.",
        fields={"is_for_it": True, "reviewed_on": date(2020, 1, 31), "review_months": 12},
    )

    shown = client.get(page.url)

    assert "Trzy kopie, jedna poza siedzibą." in shown.text
    assert "Dodano wzór protokołu." in shown.text
    assert "Przegląd po terminie." in shown.text
    assert page.review_due_on == date(2021, 1, 28)


def test_guidance_costs_the_same_with_one_and_eight_related_pages(client: Client, db: None) -> None:
    index = make_index()
    pages = [make_guidance(index) for _ in range(8)]
    page = make_guidance(index, body=[("text", "<p>Treść.</p>")])
    page.related_pages.create(target=pages[0])
    page.save_revision().publish()
    client.force_login(make_editor())
    queries_of(client, page.url)
    one = queries_of(client, page.url)

    for other in pages[1:]:
        page.related_pages.create(target=other)
    page.save_revision().publish()

    assert queries_of(client, page.url) == one
    assert one <= 32


def test_list_of_guidance_filters_by_its_own_choices_only(client: Client, db: None) -> None:
    index = make_index()
    system = make_system(slug="ezd-rp", name="EZD RP")
    make_guidance(index, title="Podpisywanie", systems=[system], fields={"is_for_it": True})
    make_guidance(index, title="Urlopy", fields={"is_for_staff": True})

    chosen = client.get("/pl/poradniki/?system=ezd-rp&audience=it")
    unknown = client.get("/pl/poradniki/?audience=owner__password&topic=x")

    assert "Podpisywanie" in chosen.text
    assert "Urlopy" not in chosen.text
    assert "Urlopy" in unknown.text


def test_list_of_guidance_goes_page_by_page(client: Client, db: None) -> None:
    index = make_index()
    pages = [make_guidance(index) for _ in range(22)]

    first = client.get("/pl/poradniki/")
    second = client.get("/pl/poradniki/" + first.context["older_url"])
    back = client.get("/pl/poradniki/" + second.context["newer_url"])

    assert [one.pk for one in first.context["guidance"]] == [one.pk for one in pages[:1:-1]]
    assert [one.pk for one in second.context["guidance"]] == [one.pk for one in pages[1::-1]]
    assert back.context["guidance"] == first.context["guidance"]
    assert not back.context["newer_url"]


def test_list_of_guidance_costs_the_same_for_one_and_twenty(client: Client, db: None) -> None:
    index = make_index()
    make_guidance(index)
    queries_of(client, "/pl/poradniki/")
    one = queries_of(client, "/pl/poradniki/?audience=it")

    for _ in range(19):
        make_guidance(index)

    assert queries_of(client, "/pl/poradniki/?audience=it") == one
    assert one <= 12  # six of them are Wagtail's way to the page


def test_a_kept_page_costs_what_finding_it_costs(client: Client, db: None) -> None:
    make_guidance()
    queries_of(client, "/pl/poradniki/")

    assert queries_of(client, "/pl/poradniki/") <= 7


REQUIRED_IDS = (
    "a11y-wstep", "a11y-podmiot", "a11y-zakres", "a11y-url", "a11y-data-publikacja",
    "a11y-data-aktualizacja", "a11y-status", "a11y-kontakt", "a11y-email", "a11y-telefon",
    "a11y-procedura", "a11y-data-sporzadzenie", "a11y-data-przeglad", "a11y-architektura",
    "a11y-komunikacja",
)  # fmt: skip


def make_statement(language: str = "pl") -> AccessibilityStatementPage:
    """The statement of one language, declared once and reviewed once."""
    make_site_tree()
    page = AccessibilityStatementPage.objects.get(locale__language_code=language)
    for day in (date(2025, 11, 3), date(2026, 2, 20)):
        page.declarations.create(on=day, status="partial", declared_as="Jan Nowak, dyrektor")
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("language", ["pl", "en"])
def test_statement_has_every_id_once(client: Client, db: None, language: str) -> None:
    page = make_statement(language)

    text = client.get(page.url).text

    assert {name: text.count(f'id="{name}"') for name in REQUIRED_IDS} == dict.fromkeys(
        REQUIRED_IDS, 1
    )


def test_statement_shows_who_declared_and_when_it_is_due(client: Client, db: None) -> None:
    page = make_statement()

    text = client.get(page.url).text

    assert "Strona internetowa jest <strong>częściowo zgodna</strong>" in text
    assert "Jan Nowak, dyrektor" in text
    assert '<time id="a11y-data-sporzadzenie" datetime="2025-11-03">' in text
    assert '<time id="a11y-data-przeglad" datetime="2026-02-20">' in text
    assert "31 marca 2027" in text


def test_statement_says_when_nobody_declared(client: Client, db: None) -> None:
    make_site_tree()

    text = client.get("/pl/deklaracja-dostepnosci/").text

    assert "Nikt jeszcze nie oświadczył" in text


def test_people_who_are_signed_in_get_pages_of_their_own(client: Client, db: None) -> None:
    client.force_login(make_editor(Role.EDITOR))

    page = client.get("/pl/")

    assert page["Cache-Control"] == "private, no-cache"
    assert not page.has_header("ETag")
