"""A version as a document: what it says, with version and checksum, and nothing from outside."""

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from knowledge.standards.markdown_blocks import markdown_blocks
from tests.knowledge.factories import make_requirement_data, make_version


def words_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def test_the_pdf_carries_version_checksum_and_every_requirement(client: Client, db: None) -> None:
    data = [
        make_requirement_data(
            code=f"BI-{number}", how_to_check_pl="Zapytaj **trzy** osoby.", it_pl="Włącz."
        )
        for number in (1, 2)
    ]
    version = make_version(requirements=data, change_note_pl="Nowe zasady.")

    response = client.get(f"/pl/knowledge/standards/{version.standard.slug}/1.0.pdf?reading=it")
    again = client.get(f"/pl/knowledge/standards/{version.standard.slug}/1.0.pdf?reading=it")
    words = words_of(response.content)

    assert response["Content-Type"] == "application/pdf"
    assert version.checksum in words.replace(" ", "")
    for said in ("wersja 1.0", "BI-1", "BI-2", "Zapytaj trzy osoby.", "Nowe zasady.", "Włącz."):
        assert said in words
    assert response.content == again.content


@pytest.mark.fault("C6")
def test_text_of_a_requirement_is_never_code_of_the_template(client: Client, db: None) -> None:
    """Seen failing with the text put into the template's source: typst ran into it as code."""
    hostile = '#read("/etc/passwd") #image("/etc/hostname") $x$ @ref <label> \\ */ [x](file:///etc/passwd)'
    version = make_version(requirements=[make_requirement_data(code="X", text_pl=hostile)])

    words = words_of(client.get(f"/pl/knowledge/standards/{version.standard.slug}/1.0.pdf").content)

    assert '#read("/etc/passwd")' in words.replace("“", '"').replace("”", '"').replace("„", '"')
    assert "root:" not in words


def test_the_pdf_of_a_draft_is_not_there_for_readers(client: Client, db: None) -> None:
    draft = make_version(in_force_from=None)

    assert client.get(f"/pl/knowledge/standards/{draft.standard.slug}/1.0.pdf").status_code == 404


def test_markdown_becomes_blocks_and_runs() -> None:
    blocks = markdown_blocks(
        "Jeden **dwa** [trzy](https://a.pl)\n\n1. raz\n   - pod\n2. dwa\n\n`kod`"
    )

    assert [(one["kind"], one["mark"], one["depth"]) for one in blocks] == [
        ("p", "", 0),
        ("li", "1.", 1),
        ("li", "–", 2),
        ("li", "2.", 1),
        ("p", "", 0),
    ]
    assert [run["text"] for run in blocks[0]["runs"] if run["is_bold"]] == ["dwa"]
    assert [run["url"] for run in blocks[0]["runs"] if run["url"]] == ["https://a.pl"]
