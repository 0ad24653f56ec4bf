"""Pages of documents: adding through the form, what each reader sees, words inside."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from foundation.search.questions import ask
from projects_archive.documents import page_hits, preview_of
from projects_archive.models import DocumentVersion, Project
from projects_archive.personal_traces import traces_in
from projects_archive.search_indexes import ProjectDocumentIndex
from tests.cast import Cast
from tests.counting import queries_of
from tests.files.documents import pdf_of
from tests.projects_archive.factories import make_project, make_version
from tests.search.rights import readers, seers

pytestmark = pytest.mark.django_db
REVIEW = "/pl/projects/documents/review/"


@pytest.fixture
def project(cast: Cast) -> Project:
    return make_project(organisation=cast.office)


def post(client: Client, project: Project, **given):
    fields = {"kind": "specification", "title": "OPZ", "licence": "CC-BY-4.0"}
    fields["file"] = SimpleUploadedFile("opz.txt", b"Opis przedmiotu")
    return client.post(f"/pl/projects/{project.pk}/documents/add/", fields | given)


def test_a_coordinator_adds_a_document(client: Client, cast: Cast, project: Project) -> None:
    client.force_login(cast.coordinator)

    answer = post(client, project)

    version = DocumentVersion.objects.get()
    assert answer.url == version.document.get_absolute_url()
    assert (version.document.licence, version.state) == ("CC-BY-4.0", "waiting")
    assert "OPZ" in client.get(project.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"licence": "CC BY SA wolna"},
        {"title": ""},
        {"kind": "nic"},
        {"file": SimpleUploadedFile("program.exe", b"MZ\x00")},
        {"file": ""},
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    client: Client, cast: Cast, project: Project, given: dict
) -> None:
    client.force_login(cast.coordinator)

    answer = post(client, project, **given)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(given)
    assert not DocumentVersion.objects.exists()


def test_waiting_documents_are_shown_to_the_office_alone(
    client: Client, cast: Cast, project: Project
) -> None:
    version = make_version(project, title="Tajna specyfikacja")
    addresses = (project.get_absolute_url(), version.document.get_absolute_url())

    assert "Tajna specyfikacja" not in client.get(addresses[0]).content.decode()
    assert client.get(addresses[1]).status_code == 404
    client.force_login(cast.coordinator)
    for address in addresses:
        assert "Tajna specyfikacja" in client.get(address).content.decode()


@pytest.mark.fault("I12")
def test_no_index_knows_a_document_that_waits(cast: Cast, project: Project) -> None:
    """Seen failing with `index_queryset` of all documents: readers then found the waiting one."""
    waiting = make_version(project, content=b"tajne")
    released = make_version(project, content=b"jawne", is_released=True)
    index, people = ProjectDocumentIndex(), [cast.anonymous, cast.coordinator, cast.editor]

    assert set(index.index_queryset()) == {released.document}
    assert index.body(released.document) == "jawne"
    assert readers(index, people) == seers(index, people)
    assert str(waiting.document.pk) not in {key for _person, key in readers(index, people)}


def test_words_are_found_on_their_pages_in_any_form(client: Client, project: Project) -> None:
    content = pdf_of("Wymagania ogólne", "Zgłoszenia usterek przyjmuje wykonawca", "Kary umowne")
    version = make_version(project, content=content, name="opz.pdf", is_released=True)

    page = client.get(version.document.get_absolute_url(), {"q": "zgłoszeniach"})

    assert [hit.number for hit in page.context["hits"]] == [2]
    assert "<mark>Zgłoszenia</mark>" in page.content.decode()


def test_a_page_is_looked_at_before_the_file_is_fetched(client: Client, project: Project) -> None:
    """Seen failing with the text marked safe, and with numbers taken as they came."""
    content = pdf_of("", "Wymagania: 1 < 2", "Kary umowne")
    version = make_version(project, content=content, name="opz.pdf", is_released=True)
    address = version.document.get_absolute_url()

    first = client.get(address)
    third = client.get(address, {"page": "3"})

    assert first.context["preview"].number == 2
    assert "Wymagania: 1 &lt; 2" in first.text
    assert ("Kary umowne" in third.text, "page=2#preview" in third.text) == (True, True)
    for odd in ("0", "4", "-1", "²", "9" * 5000, "\x00"):
        assert client.get(address, {"page": odd}).context["preview"].number == 2


def test_a_long_page_is_cut_and_a_file_without_text_has_no_preview() -> None:
    long = preview_of(["x" * 5_000], "")

    assert (len(long.text), long.is_cut) == (4_000, True)
    assert preview_of([" ", ""], "1") is None


def test_a_page_without_the_word_is_no_hit() -> None:
    with translation.override("pl"):
        assert page_hits(["Kary umowne", "Umowa"], ask("umowa"), "pl")[0].number in (1, 2)
        assert page_hits(["Kary", "Terminy"], ask("umowa"), "pl") == []


def test_an_older_version_is_read_by_its_number(
    client: Client, cast: Cast, project: Project
) -> None:
    version = make_version(project, content=b"pierwsza", is_released=True)
    address = version.document.get_absolute_url()

    assert client.get(address, {"version": "1"}).context["shown"] == version
    assert client.get(address, {"version": "99; DROP"}).context["shown"] == version


def test_the_checker_is_shown_what_looks_personal() -> None:
    pages = ["PESEL 44051401359, tel. 601 234 567", "jan@gmina.test", "numer 12345678901"]

    found = {str(trace.label): (trace.count, list(trace.pages)) for trace in traces_in(pages)}

    with translation.override("en"):
        assert sorted(found.values()) == [(1, [1]), (1, [1]), (1, [2])]


def test_the_page_of_checks_costs_the_same_for_one_and_for_many(
    client: Client, cast: Cast, project: Project
) -> None:
    client.force_login(cast.reviewer)
    make_version(project)
    one = queries_of(client, REVIEW)
    for number in range(5):
        make_version(project, content=str(number).encode())

    assert queries_of(client, REVIEW) == one
    assert one <= 12


def test_the_page_of_a_document_needs_a_fixed_number_of_queries(
    client: Client, project: Project
) -> None:
    version = make_version(project, is_released=True)

    assert queries_of(client, version.document.get_absolute_url()) <= 8


def test_the_list_counts_projects_with_documents(client: Client, project: Project) -> None:
    make_project()
    make_version(project, is_released=True)

    page = client.get("/pl/projects/")
    assert (page.context["total"], page.context["documented"]) == (2, 1)
    narrowed = client.get("/pl/projects/?with=documents")
    assert [one.pk for one in narrowed.context["projects"]] == [project.pk]


def test_the_search_says_on_which_page_a_document_answers(cast: Cast, project: Project) -> None:
    content = pdf_of("Spis treści", "Wymagania wobec serwera", "Załączniki")
    version = make_version(project, content=content, name="opz.pdf", is_released=True)
    index = ProjectDocumentIndex()
    document = index.visible_queryset(cast.anonymous).get(pk=version.document_id)

    passage = index.passage(document, ask("serwery"))

    assert (passage.page, passage.snippet) == (2, "Wymagania wobec <mark>serwera</mark>")
    assert index.passage(document, ask("morze")) is None
