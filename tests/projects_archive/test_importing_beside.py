"""A long list is taken in beside the work of everybody else."""

from pathlib import Path
from threading import Thread

import pytest
from django.db import connection

from projects_archive import importing
from projects_archive.importing import import_list
from projects_archive.models import FundingProgramme
from projects_archive.sources.detection import open_list
from tests.projects_archive.factories import csv_2014, row_2014


@pytest.mark.django_db(transaction=True)
def test_others_write_between_the_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite has one writer at a time; it changes after every batch.

    Seen failing with all batches in one transaction: nobody wrote before the last.
    """
    monkeypatch.setattr(importing, "BATCH", 50)
    path = csv_2014(tmp_path, *(row_2014(f"System {n}") for n in range(1000)))
    reached, failed = [0], []

    def take_in() -> None:
        try:
            import_list(
                open_list(path),
                progress=lambda stage, done, _all: stage == "write" and reached.append(done),
            )
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    importer, written = Thread(target=take_in), []
    importer.start()
    while importer.is_alive():
        FundingProgramme.objects.create(period="2021-2027", code=f"P{len(written)}")
        written.append(reached[-1])
    importer.join()

    assert (failed, reached[-1]) == ([], 1000)
    assert len({done for done in written if 0 < done < 1000}) >= 3
