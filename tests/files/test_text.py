"""The text inside documents: page by page, within limits, in a process that can be stopped."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader, PdfWriter

from foundation.due import DueWork
from foundation.files import reading, text
from foundation.files.actions import store_file
from foundation.files.models import FileText
from foundation.files.reading import BROKEN, TOO_SLOW, read_later, read_texts
from foundation.files.text import DOCX, ODT, PDF, ReadText, Unreadable, read_text
from tests.files.documents import docx_of, odt_of, pdf_of, pdf_that_never_ends

PAGES = ("Opis przedmiotu zamówienia", "Zażółć gęślą jaźń", "Załącznik")


@pytest.mark.parametrize(
    ("content", "content_type"),
    [(pdf_of(*PAGES), PDF), (docx_of(*PAGES), DOCX), (odt_of(*PAGES), ODT)],
    ids=["pdf", "docx", "odt"],
)
def test_every_page_keeps_its_number(content: bytes, content_type: str) -> None:
    assert read_text(content, content_type) == ReadText(PAGES)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1250"])
def test_plain_text_is_read_in_polish(encoding: str) -> None:
    assert read_text("Zażółć\x00 gęślą".encode(encoding), "text/plain").pages == ("Zażółć gęślą",)


def test_limits_end_the_reading_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MOST_PAGES", 2)
    assert read_text(docx_of(*PAGES), DOCX) == ReadText(PAGES[:2], is_cut=True)

    monkeypatch.setattr(text, "MOST_CHARACTERS", 4)
    assert read_text(docx_of(*PAGES), DOCX) == ReadText(("Opis",), is_cut=True)


def test_a_zip_that_would_unpack_to_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MOST_UNPACKED", 5_000_000)
    content = BytesIO(docx_of("Tekst"))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/media/bomb.xml", b"0" * 6_000_000)

    with pytest.raises(Unreadable, match="bomb"):
        read_text(content.getvalue(), DOCX)


def test_a_file_under_a_password_says_so() -> None:
    writer = PdfWriter(PdfReader(BytesIO(pdf_of("Tajne"))))
    writer.encrypt("hasło")
    locked = BytesIO()
    writer.write(locked)

    with pytest.raises(Unreadable, match="password"):
        read_text(locked.getvalue(), PDF)


def waiting(content: bytes, name: str) -> FileText:
    return read_later(store_file(BytesIO(content), name=name, by=None), at=timezone.now())


@pytest.mark.django_db
@pytest.mark.fault("I8")
def test_a_pdf_that_hangs_is_stopped_and_the_next_file_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Seen failing with `read_text` called in the worker itself: the sweep did not come back."""
    monkeypatch.setattr(reading, "SECONDS", 3)
    hanging = waiting(pdf_that_never_ends(), "wisi.pdf")
    sound = waiting(b"Zwyczajny tekst", "opis.txt")
    at = timezone.now() + timedelta(seconds=1)

    assert read_texts(at=at, limit=2) == 2

    hanging.refresh_from_db()
    sound.refresh_from_db()
    assert (hanging.state, hanging.reason) == (DueWork.State.PARKED, TOO_SLOW)
    assert (sound.state, sound.pages) == (DueWork.State.DONE, ["Zwyczajny tekst"])


@pytest.mark.django_db
def test_a_damaged_file_is_set_aside_with_its_reason() -> None:
    work = waiting(b"%PDF-1.7 nothing more", "uszkodzony.pdf")

    read_texts(at=timezone.now() + timedelta(seconds=1))

    work.refresh_from_db()
    assert (work.state, work.reason) == (DueWork.State.PARKED, BROKEN)


@pytest.mark.django_db
def test_pictures_have_no_text_to_read() -> None:
    picture = store_file(BytesIO(b"\x89PNG\r\n\x1a\n\x00"), name="zrzut.png", by=None)

    assert read_later(picture, at=timezone.now()) is None
    assert not FileText.objects.exists()
