"""Similar projects, what offices like mine spent, and what a specification should know of."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foundation.files.models import StoredFile
from projects_archive.buying import look_through
from projects_archive.models import FundingLine, ProjectTerm
from projects_archive.similar import similar_to
from projects_archive.spending import spent_by_offices_like
from projects_archive.telling_words import telling_words
from tests.cast import Cast
from tests.factories import make_organisation
from tests.files.documents import docx_of, odt_of, pdf_of
from tests.knowledge.factories import make_requirement_data, make_version
from tests.projects_archive.factories import make_line, make_project

pytestmark = pytest.mark.django_db
ADDRESS = "/pl/projects/before-you-buy/"
SPECIFICATION = (
    "Przedmiotem zamówienia jest elektroniczny dziennik dla szkół oraz rekrutacja do przedszkoli, "
    "z wykonywaniem kopii zapasowych danych."
)


def test_words_that_every_grant_has_tell_nothing() -> None:
    words = telling_words("Budowa systemu rekrutacji do przedszkoli w Gminie Dobra 2024")

    assert words["przedszkole"] == "przedszkoli"
    assert "rekrutacja" in words
    assert not {"budowa", "system", "gmina", "2024"} & set(words)


def test_projects_that_share_rare_words_are_similar() -> None:
    one = make_project(title="Rekrutacja do przedszkoli przez internet")
    two = make_project(title="e-Rekrutacja dla przedszkola i żłobka, internetowy zapis")
    make_project(title="Serwerownia dla szpitala")
    hidden = make_project(title="Rekrutacja do przedszkoli przez internet, II")
    FundingLine.objects.filter(project=hidden).update(verdict="not_digital")
    hidden.is_public = False
    hidden.save()

    assert [found.project for found in similar_to(one)] == [two]
    assert set(similar_to(one)[0].words) >= {"Rekrutacja", "przedszkoli"}


def test_words_follow_the_title() -> None:
    line = make_line(title="Rekrutacja do przedszkoli")
    project = line.project or FundingLine.objects.get(pk=line.pk).project
    assert set(project.terms.values_list("term", flat=True)) == {"rekrutacja", "przedszkole"}
    number = ProjectTerm.objects.count()

    make_project(title="Serwerownia")

    assert ProjectTerm.objects.count() == number + 1


def test_a_specification_finds_projects_and_requirements_with_the_words_that_matched(
    cast: Cast,
) -> None:
    alike = make_project(title="Dziennik i rekrutacja w szkołach")
    make_project(title="Szpital bez papieru")
    titles = ("Kopie zapasowe danych", "Dostępność nagrań wideo")
    version = make_version(requirements=[make_requirement_data(title_pl=one) for one in titles])
    cited = version.texts.get(title_pl=titles[0])

    found = look_through(SPECIFICATION, user=cast.requester, on=date(2030, 1, 1))

    assert [one.project for one in found.projects] == [alike]
    assert set(found.projects[0].words) == {"dziennik", "rekrutacja", "szkół"}
    assert [one.text for one in found.requirements] == [cited]
    assert found.requirements[0].words == ["kopii", "zapasowych"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("opz.docx", docx_of(SPECIFICATION)),
        ("opz.pdf", pdf_of(SPECIFICATION)),
        ("opz.odt", odt_of(SPECIFICATION)),
        ("opz.txt", SPECIFICATION.encode("cp1250")),
    ],
)
def test_a_file_is_read_and_forgotten(
    client: Client, cast: Cast, name: str, content: bytes
) -> None:
    alike = make_project(title="Rekrutacja do przedszkoli")
    client.force_login(cast.requester)

    answer = client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})

    assert [one.project for one in answer.context["findings"].projects] == [alike]
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "text"),
        ({"text": "   "}, "text"),
        ({"file": ("opz.pdf", b"%PDF-1.4 broken")}, "file"),
        ({"file": ("opz.docx", b"PK\x03\x04 no archive")}, "file"),
        ({"file": ("opz.xlsx", b"PK\x03\x04")}, "file"),
        ({"file": ("opz.exe", b"MZ")}, "file"),
    ],
)
def test_what_cannot_be_read_is_said_in_the_form(
    client: Client, cast: Cast, given: dict, field: str
) -> None:
    client.force_login(cast.requester)
    posted = {
        name: SimpleUploadedFile(*value) if isinstance(value, tuple) else value
        for name, value in given.items()
    }

    answer = client.post(ADDRESS, posted)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_what_a_few_offices_spent_is_not_told(client: Client, cast: Cast) -> None:
    """Seen failing with the number of projects counted in the place of offices."""
    office = make_organisation(name="Gmina Mała")
    for _ in range(3):
        make_project(organisation=office, title="Rekrutacja do szkół")
    others = [make_organisation(name=f"Gmina Druga {number}") for number in range(4)]
    values = [Decimal(100), Decimal(200), Decimal(300), Decimal(400)]
    for other, value in zip(others, values, strict=True):
        make_project(organisation=other, title="Mapa geodezji", total_value=value)
    assert spent_by_offices_like(cast.office) == []

    fifth = make_organisation(name="Gmina Piąta")
    make_project(organisation=fifth, title="Mapa geodezji", total_value=Decimal(500))

    (told,) = spent_by_offices_like(cast.office)
    assert (told.topic, told.offices, told.middle) == ("maps", 5, Decimal(300))
    client.force_login(cast.requester)
    assert "300,00" in client.get(ADDRESS).content.decode()
