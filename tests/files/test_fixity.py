"""The nightly reading of kept bytes: nothing missing or changed counts as sound."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from foundation.files import fixity
from foundation.files.actions import store_file
from foundation.files.fixity import begin_fixity_run, verify_files
from foundation.files.models import FixityRun, StoredFile
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NIGHT = timezone.now() + timedelta(days=1)


def keep(name: str) -> StoredFile:
    return store_file(BytesIO(name.encode()), name=f"{name}.txt", by=None)


def through_the_night() -> FixityRun:
    run = begin_fixity_run(at=NIGHT)
    seconds = 1
    while verify_files(at=NIGHT + timedelta(seconds=seconds)):
        seconds += 1
    run.refresh_from_db()
    return run


def test_changed_and_missing_bytes_are_found_and_the_others_are_sound() -> None:
    sound, changed, missing = keep("sound"), keep("changed"), keep("missing")
    Path(changed.content.path).write_bytes(b"chanGed")
    Path(missing.content.path).unlink()

    run = through_the_night()

    found = {finding.file: finding.problem for finding in run.findings.all()}
    assert found == {changed: "changed", missing: "missing"}
    assert (run.state, run.files, run.left, run.size) == ("done", 3, 0, 19)
    sound.refresh_from_db()
    assert sound.verified_at >= NIGHT


def test_a_run_goes_on_in_portions_and_names_what_it_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixity, "PORTION", 1)
    monkeypatch.setattr(fixity, "MOST_BYTES", 8)
    for name in ("first", "second", "third"):
        keep(name)

    run = through_the_night()

    assert (run.files, run.left) == (2, 1)
    assert StoredFile.objects.filter(verified_at__lt=NIGHT).count() == 1


def test_a_run_begun_twice_is_one_run() -> None:
    assert begin_fixity_run(at=NIGHT) == begin_fixity_run(at=NIGHT)


def test_the_report_names_damaged_files(client: Client, cast: Cast) -> None:
    changed = keep("changed")
    Path(changed.content.path).write_bytes(b"other")
    through_the_night()
    client.force_login(cast.administrator)

    page = client.get("/pl/files/fixity/").content.decode()

    assert "changed.txt" in page
    assert changed.sha256 in page
