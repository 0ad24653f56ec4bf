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
    """SQLite has one writer at a time: whoever writes after a batch must not wait for the next.

    Seen failing with all batches in one transaction: the database stayed locked.
    """
    monkeypatch.setattr(importing, "BATCH", 50)
    path = csv_2014(tmp_path, *(row_2014(f"System {n}") for n in range(200)))

    def let_another_write(stage: str, done: int, _all: int) -> None:
        if stage == "write":
            another = Thread(target=write_programme, args=[f"P{done}"])
            another.start()
            another.join()

    import_list(open_list(path), progress=let_another_write)

    written = FundingProgramme.objects.filter(code__startswith="P").values_list("code", flat=True)
    assert sorted(written) == ["P100", "P150", "P200", "P50"]


def write_programme(code: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 100")
    try:
        FundingProgramme.objects.create(period="2021-2027", code=code)
    finally:
        connection.close()
