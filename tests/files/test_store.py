"""Taking files in."""

import errno
import hashlib
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.utils import timezone, translation

from foundation.files.actions import store_file
from foundation.files.checking import LARGEST, PIECE
from foundation.files.integrity import changed_files, nobodys_files
from foundation.files.models import StoredFile, private_storage
from foundation.files.scanning import EICAR, SignatureScan
from foundation.files.sweeps import GRACE, orphans, remove_orphans
from tests.factories import make_user
from tests.files.factories import make_file

pytestmark = pytest.mark.django_db
FAR_AHEAD = timezone.now() + timedelta(days=30)


@pytest.fixture(autouse=True)
def empty_storage(settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A private folder of its own for each test, and none for the tests after it."""
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path, "base_url": None},
        }
    }
    monkeypatch.setattr(StoredFile._meta.get_field("content"), "storage", private_storage())


def zipped(name: str = "a.txt") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "treść")
    return buffer.getvalue()


def test_bytes_are_kept_with_their_description() -> None:
    person = make_user()

    file = make_file("żółć".encode(), "notatka.txt", by=person)

    with file.content.open("rb") as kept:
        assert kept.read() == "żółć".encode()
    assert file.content.name.endswith(file.pk.hex)
    assert (file.name, file.size, file.content_type, file.stored_by, file.state) == (
        "notatka.txt",
        8,
        "text/plain",
        person,
        "stored",
    )
    assert file.sha256 == hashlib.sha256("żółć".encode()).hexdigest()


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (b"%PDF-1.7 ...", "umowa.PDF", "application/pdf"),
        (zipped(), "pismo.odt", "application/vnd.oasis.opendocument.text"),
        (zipped(), "paczka.zip", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9, "stare.xls", "application/vnd.ms-excel"),
        (b"{\\rtf1 ...}", "pismo.doc", "application/msword"),
        ("żółć".encode("cp1250"), "lista.csv", "text/csv"),
        ("\ufeffżółć".encode("utf-16-le"), "eksport.txt", "text/plain"),
        (b"MZK Kutno: rozklad", "rozklad.txt", "text/plain"),
        (b"\x89PNG\r\n\x1a\n\0\0", "zrzut.png", "image/png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "zrzut.webp", "image/webp"),
    ],
)
def test_kinds_are_told_by_content(content: bytes, name: str, content_type: str) -> None:
    assert make_file(content, name).content_type == content_type


@pytest.mark.fault("C5")
@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "pusty.txt", "empty"),
        (b"MZ\x90\0\x03", "umowa.pdf", "program"),
        (b"\x7fELF\x02\x01\x01\0", "umowa.txt", "program"),
        (b"echo", "skrypt.bat", "kind"),
        (b"tresc", "umowa.pdf.exe", "kind"),
        (b"<html>", "strona.html", "kind"),
        (b"<svg/>", "rysunek.svg", "kind"),
        (b"tresc", "bez_rozszerzenia", "kind"),
        (b"%PDF-1.7", "zdjecie.png", "extension"),
        (zipped(), "umowa.pdf", "extension"),
        (b"\0\1\2\3", "dane.csv", "extension"),
    ],
)
def test_what_is_not_taken_is_refused(content: bytes, name: str, reason: str) -> None:
    """Seen failing with `checked_type` asking only the extension, and only the content."""
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            make_file(content, name)
        assert reason in refused.value.messages[0]

    assert (StoredFile.objects.count(), list(orphans(older_than=FAR_AHEAD))) == (0, [])


def test_too_large_is_refused_before_it_is_read_to_its_end() -> None:
    class Endless(io.RawIOBase):
        pieces = 0

        def seek(self, *args) -> int:
            return 0

        def read(self, size: int = -1) -> bytes:
            self.pieces += 1
            return b"x" * size

    content = Endless()
    with pytest.raises(ValidationError):
        store_file(content, name="duzy.txt", by=None)

    assert content.pieces == LARGEST // PIECE + 1


@pytest.mark.fault("C8")
@pytest.mark.parametrize("before", [0, 100, 256 * 1024 - 30])
def test_harmful_content_is_refused(before: int) -> None:
    """Seen failing without the tail kept between pieces (the last case)."""
    with pytest.raises(ValidationError):
        make_file(b"x" * before + EICAR, "plik.txt")

    assert StoredFile.objects.count() == 0


def test_signature_is_found_across_pieces() -> None:
    scan = SignatureScan()
    for byte in EICAR:
        scan.feed(bytes([byte]))

    assert scan.found is True


@pytest.mark.fault("F10")
def test_full_disk_leaves_nothing_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen failing with the row saved before its bytes."""

    def full(self: FileSystemStorage, name: str, content) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)

    with pytest.raises(ValidationError):
        make_file()

    assert (StoredFile.objects.count(), list(orphans(older_than=FAR_AHEAD))) == (0, [])


def test_bytes_of_a_rolled_back_row_go_after_a_day() -> None:
    kept, lost = make_file(), make_file()
    StoredFile.objects.filter(pk=lost.pk).delete()
    now = timezone.now()

    remove_orphans(at=now)
    still_there = list(orphans(older_than=FAR_AHEAD))
    remove_orphans(at=now + GRACE + timedelta(minutes=1))

    assert still_there == [lost.content.name]
    assert list(orphans(older_than=FAR_AHEAD)) == []
    assert kept.content.storage.exists(kept.content.name)


def test_integrity_names_changed_and_missing_files() -> None:
    _good, changed, missing = (
        make_file(),
        make_file(name="zmieniony.txt"),
        make_file(name="brak.txt"),
    )
    Path(changed.content.path).write_bytes(b"inna tresc")
    Path(missing.content.path).unlink()

    with translation.override("en"):
        found = sorted(line.partition("(")[2] for line in changed_files())

    assert found == [
        f"brak.txt, {missing.content.name}): the bytes are missing",
        f"zmieniony.txt, {changed.content.name}): the bytes have changed",
    ]
    assert nobodys_files() == []
