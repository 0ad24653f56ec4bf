"""Lists given in the admin: kept first, taken in by the worker, also after it was killed."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.due import LEASE
from foundation.files.models import StoredFile
from projects_archive import importing
from projects_archive.actions import uploads
from projects_archive.actions.uploads import (
    forget_uploaded_files,
    retry_upload,
    take_in_lists,
    upload_list,
)
from projects_archive.models import FundingLine, ImportRun, ListUpload, RefusedRow
from tests.cast import Cast
from tests.counting import queries_of
from tests.projects_archive.factories import csv_2014, row_2014, take_in

pytestmark = pytest.mark.django_db
NAME = "Poland_CF_2014_2020.csv"


def give(cast: Cast, path: Path, **said: object) -> ListUpload:
    with path.open("rb") as content:
        return upload_list(content, by=cast.editor, name=path.name, **said)


def rows(number: int) -> list[str]:
    return [row_2014(f"System informatyczny {n}") for n in range(number)]


def lines() -> list[tuple]:
    names = ("identity", "title", "total_value", "verdict", "vanished_in")
    return list(FundingLine.objects.order_by("identity").values_list(*names))


def test_an_upload_does_what_the_command_does(client: Client, cast: Cast, tmp_path: Path) -> None:
    """The rows are those of `import_list`: taking the same file in by the command changes nothing."""
    path = csv_2014(tmp_path, *rows(3), row_2014("Portal", "sto"))
    client.force_login(cast.editor)

    answer = client.post(
        reverse("projects_archive_uploads"),
        {"file": SimpleUploadedFile(NAME, path.read_bytes()), "fund": "", "period": ""},
    )
    before = client.get(answer.headers["Location"]).text
    assert (FundingLine.objects.count(), take_in_lists(at=timezone.now())) == (0, 1)
    after = client.get(answer.headers["Location"]).text

    upload = ListUpload.objects.get()
    assert (upload.state, upload.stage, upload.uploaded_by) == ("done", "done", cast.editor)
    assert (upload.run.rows_read, upload.run.created, upload.run.refused) == (4, 3, 1)
    assert ("data-refresh" in before, "data-refresh" in after) == (True, False)
    assert reverse("projects_archive:import_refused", args=[upload.run_id]) in after
    result = take_in(path)
    assert (result.has_changed, result.run) == (False, upload.run)


@pytest.mark.parametrize("dies_at", [0, 1, 2, 3])
def test_a_killed_worker_goes_on(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dies_at: int
) -> None:
    """Seen failing with `_open_run` always opening a new run: the rows written before were read anew."""
    monkeypatch.setattr(importing, "BATCH", 2)
    path = csv_2014(tmp_path, *rows(7), row_2014("Portal", "sto"))
    upload = give(cast, path)
    write, calls = importing._write_batch, []

    def dies(*args):
        if len(calls) == dies_at:
            calls.append("dead")
            raise KeyboardInterrupt
        calls.append(args)
        return write(*args)

    monkeypatch.setattr(importing, "_write_batch", dies)
    with pytest.raises(KeyboardInterrupt):
        take_in_lists(at=timezone.now())
    upload.refresh_from_db()
    written = FundingLine.objects.count()
    assert (upload.state, take_in_lists(at=timezone.now())) == ("due", 0)  # leased to the dead one
    take_in_lists(at=timezone.now() + LEASE)

    upload.refresh_from_db()
    assert written == min(2 * dies_at, 7)
    assert (upload.state, ImportRun.objects.count(), RefusedRow.objects.count()) == ("done", 1, 1)
    assert (FundingLine.objects.count(), upload.run.created) == (7, 7)
    assert len(calls) == 5  # four batches, one of them twice begun


def test_a_file_that_is_no_list_is_set_aside_and_changes_nothing(
    client: Client, cast: Cast, tmp_path: Path
) -> None:
    path = csv_2014(tmp_path, "a;b", headings="Imię;Nazwisko")
    upload = give(cast, path)
    client.force_login(cast.editor)

    take_in_lists(at=timezone.now())

    upload.refresh_from_db()
    assert (upload.state, upload.run, ImportRun.objects.count()) == ("parked", None, 0)
    assert upload.reason
    page = client.get(upload.get_absolute_url()).text
    assert upload.reason in page.replace("&quot;", '"').replace("&#x27;", "'")
    assert StoredFile.objects.filter(pk=upload.file_id).exists()


def test_a_person_tries_again_what_was_set_aside(
    client: Client, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "SMALL_LIST", 2)
    take_in(csv_2014(tmp_path, *rows(5)))
    upload = give(cast, csv_2014(tmp_path, *rows(2)))
    take_in_lists(at=timezone.now())
    upload.refresh_from_db()
    assert upload.state == "parked"
    client.force_login(cast.editor)

    client.post(upload.get_absolute_url(), {"is_whole": "on"})
    take_in_lists(at=timezone.now())

    upload.refresh_from_db()
    assert (upload.state, upload.run.vanished) == ("done", 3)
    with pytest.raises(ValidationError):
        retry_upload(upload, by=cast.editor)


def test_what_nobody_foresaw_is_set_aside(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = give(cast, csv_2014(tmp_path, *rows(1)))

    def breaks(*args, **options):
        raise RuntimeError

    monkeypatch.setattr(uploads, "import_list", breaks)
    take_in_lists(at=timezone.now())

    upload.refresh_from_db()
    assert (upload.state, bool(upload.reason)) == ("parked", True)


def test_a_file_that_kills_workers_is_set_aside(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing without the comparison with MOST_TRIES: it would kill a worker for ever."""
    upload = give(cast, csv_2014(tmp_path, *rows(1)))

    def kills(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(uploads, "import_list", kills)
    at = timezone.now()
    for _try in range(uploads.MOST_TRIES):
        at += 2 * LEASE
        with pytest.raises(KeyboardInterrupt):
            take_in_lists(at=at)
    take_in_lists(at=at + 2 * LEASE)

    upload.refresh_from_db()
    assert upload.state == "parked"


def test_a_worker_that_lost_its_lease_stops(cast: Cast, tmp_path: Path) -> None:
    """Seen failing with the lease not compared: two workers would write the same list."""
    upload = give(cast, csv_2014(tmp_path, *rows(1)))
    (held,) = ListUpload.objects.claim(at=timezone.now(), limit=1)
    ListUpload.objects.update(leased_until=timezone.now() + timedelta(hours=1))

    with pytest.raises(uploads.LeaseLost):
        uploads._take_in(held)

    upload.refresh_from_db()
    assert (upload.state, FundingLine.objects.count()) == ("due", 0)


@pytest.mark.parametrize(("name", "content"), [
    ("lista.pdf", b"%PDF-1.7"), ("lista.xlsx", b"Tytul;Nazwa"), ("lista.csv", b""),
])  # fmt: skip
def test_other_files_are_refused_on_the_form(
    client: Client, cast: Cast, name: str, content: bytes
) -> None:
    client.force_login(cast.editor)
    given = {"file": SimpleUploadedFile(name, content)}

    page = client.post(reverse("projects_archive_uploads"), given)

    assert (page.status_code, ListUpload.objects.count()) == (200, 0)
    assert page.context["form"].errors["file"]


def test_only_archive_staff_give_lists(client: Client, cast: Cast, tmp_path: Path) -> None:
    upload = give(cast, csv_2014(tmp_path, *rows(1)))
    got = {}
    for role in ("coordinator", "agent", "organiser", "editor", "reviewer", "administrator"):
        client.force_login(cast.person(role))
        got[role] = [
            client.get(address).status_code
            for address in (reverse("projects_archive_uploads"), upload.get_absolute_url())
        ]

    with pytest.raises(PermissionDenied):
        upload_list(BytesIO(b"a"), by=cast.coordinator, name="a.csv")
    refused = [role for role, codes in got.items() if codes != [200, 200]]
    assert refused == ["coordinator", "agent", "organiser"]


def test_the_list_of_uploads_costs_the_same_for_one_and_for_twenty(
    client: Client, cast: Cast, tmp_path: Path
) -> None:
    path = csv_2014(tmp_path, *rows(1))
    client.force_login(cast.editor)
    address = reverse("projects_archive_uploads")
    give(cast, path)
    one = queries_of(client, address)
    for _number in range(19):
        give(cast, path)

    assert queries_of(client, address) == one


def test_files_go_after_a_month_but_never_before_they_were_read(cast: Cast, tmp_path: Path) -> None:
    done, waiting = (give(cast, csv_2014(tmp_path, *rows(n))) for n in (1, 2))
    take_in_lists(at=timezone.now())
    later = timezone.now() + timedelta(days=31)

    forget_uploaded_files(at=later)

    kept = {one.pk: one.file_id is not None for one in ListUpload.objects.all()}
    assert kept == {done.pk: False, waiting.pk: True}
    assert StoredFile.objects.count() == 1
    assert lines()
