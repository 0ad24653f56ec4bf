"""Importing a document in the admin: the preview first, and nothing written before it is confirmed."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from foundation.accounts.roles import Role
from knowledge.admin.importing import import_document
from knowledge.models import StandardVersion
from tests.knowledge.factories import make_editor
from tests.knowledge.importing.test_documents import MARKDOWN, write_word

ADDRESS = "/cms/knowledge/import/"


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    client.force_login(make_editor(Role.EDITOR))
    return client


def preview_of(client: Client, content: bytes, name: str = "kopie.md", **fields: str) -> str:
    data = {"document": SimpleUploadedFile(name, content), **fields}
    response = client.post(ADDRESS, data)
    assert response.status_code == 200
    return response.text


def signed_in(page: str) -> str:
    return re.search(r'name="recognised" value="([^"]+)"', page)[1]


def test_the_preview_writes_nothing_and_the_confirmation_all(editor: Client) -> None:
    page = preview_of(editor, MARKDOWN.encode())

    assert not StandardVersion.objects.exists()
    for shown in ("KZ-1", "Kopie zapasowe", "Technika", "Wstęp"):
        assert shown in page

    answer = editor.post(ADDRESS, {"recognised": signed_in(page)})

    version = StandardVersion.objects.get()
    assert answer.url == version.get_absolute_url()
    assert list(version.texts.order_by("position").values_list("code", flat=True)) == [
        "KZ-1",
        "KZ-2",
    ]


def test_a_word_document_of_a_known_standard_says_what_it_continues(
    editor: Client, tmp_path: Path
) -> None:
    editor.post(ADDRESS, {"recognised": signed_in(preview_of(editor, MARKDOWN.encode()))})
    word = write_word(tmp_path / "x.docx").read_bytes()

    page = preview_of(editor, word, "x.docx", standard="kopie-w-urzedzie", number="3.0")

    assert "Kopie w urzędzie 3.0" in page
    assert "kontynuuje kopie-zapasowe" in page


def test_what_cannot_be_read_says_why(editor: Client) -> None:
    assert "Podaj dokument Worda" in preview_of(editor, b"%PDF", "x.pdf")
    assert "nie jest dokumentem Worda" in preview_of(editor, b"x", "x.docx")


def test_a_forged_or_old_preview_is_refused(editor: Client) -> None:
    editor.post(ADDRESS, {"recognised": signed_in(preview_of(editor, MARKDOWN.encode())) + "x"})

    assert not StandardVersion.objects.exists()


@pytest.mark.fault("B5")
def test_those_who_do_not_write_import_nothing(rf: RequestFactory, db: None) -> None:
    """Also where they may enter the admin. Seen failing without the check of the right in the view."""
    request = rf.post(ADDRESS, {"document": SimpleUploadedFile("a.md", MARKDOWN.encode())})
    request.user = make_editor(Role.ORGANISER)

    with pytest.raises(PermissionDenied):
        import_document(request)
