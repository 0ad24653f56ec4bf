"""A worker killed while a file is being looked at."""

import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from foundation.due import LEASE
from foundation.files.models import FileScan, StoredFile
from foundation.files.sweeps import scan_files
from tests import another_process
from tests.files.clamd import clamd
from tests.files.factories import make_file

# Dies when the scanner has answered and the row does not say so yet.
WORKER = """
import os, signal, sys, django
django.setup()
from django.utils.dateparse import parse_datetime
from foundation.files import sweeps
real = sweeps.found_in
def answered(*args):
    real(*args)
    os.kill(os.getpid(), signal.SIGKILL)
sweeps.found_in = answered
sweeps.scan_files(at=parse_datetime(sys.argv[1]))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_file_stays_closed_until_another_worker_has_looked(settings, tmp_path: Path) -> None:
    """Seen failing with the scan deleted before the scanner is asked: the file waited for ever."""
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd")
    file, at = make_file(), timezone.now()

    with clamd(tmp_path / "clamd") as given:
        killed = another_process.run(WORKER, at.isoformat(), CLAMAV_SOCKET=settings.CLAMAV_SOCKET)
        too_early = scan_files(at=at + LEASE - timedelta(seconds=1))
        file.refresh_from_db()
        between = file.state
        scan_files(at=at + LEASE)

    file.refresh_from_db()
    tries = list(FileScan.objects.values_list("attempts", "reason"))
    assert killed.returncode == -signal.SIGKILL, (killed.stderr, tries)
    assert (too_early, between) == (0, "waiting")
    assert (file.state, FileScan.objects.count(), len(given)) == (StoredFile.State.SCANNED, 0, 2)
