"""The writer may die at any moment."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from foundation.search.models import IndexChange
from foundation.search.status import integrity_checks
from knowledge.models import System
from tests import another_process
from tests.search.factories import index_all, make_found_system

SYSTEMS = 400
UPDATES = 10_000
KILLS = 8


def start_writer(folder: Path) -> subprocess.Popen:
    environment = another_process.environment_of_test(VAR_DIR=str(folder.parent))
    command = [sys.executable, "-m", "tests.search.writer", str(folder)]
    writer = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout.readline() == "ready\n"
    return writer


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_writer_loses_and_doubles_nothing(search_engine) -> None:
    systems = [make_found_system(f"Numer {number}", "wersja 0") for number in range(SYSTEMS)]
    chance = random.Random(1)
    for round_number in range(KILLS):
        writer = start_writer(search_engine.folder.path)
        dies_at = time.monotonic() + chance.uniform(0.05, 1.5)
        updates = 0
        while time.monotonic() < dies_at or updates < UPDATES // KILLS:
            system = chance.choice(systems)
            system.summary_pl = f"wersja {round_number}x{updates}"
            system.save(update_fields=["summary_pl"])
            updates += 1
            if time.monotonic() >= dies_at and writer.poll() is None:
                writer.send_signal(signal.SIGKILL)
        writer.kill()
        writer.wait()
        writer.stdout.close()

    # Five minutes later: leases of the dead have ended, and what failed is due again.
    IndexChange.objects.update(leased_until=None, next_try_at=timezone.now())
    index_all()

    assert [line for check in integrity_checks() for line in check.broken()] == []
    assert stored_summaries(search_engine) == {
        f"knowledge.system.{system.pk}": system.summary_pl for system in System.objects.all()
    }


def stored_summaries(backend) -> dict[str, str]:
    index = backend.folder.open()
    with index.reader() as reader:
        return {fields["key"]: fields["texts"][0][2] for fields in reader.all_stored_fields()}
