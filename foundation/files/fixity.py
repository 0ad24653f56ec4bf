"""Every night the kept bytes are read again and compared with the hash they were stored under.

A run is due work in small portions, so that nothing else waits for it; those verified longest ago come
first, and what one night cannot read is counted and comes first in the next.
"""

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from foundation.due import DueWork
from foundation.files.models import FixityFinding, FixityRun, StoredFile

PORTION = 100  # files in one step
PORTION_BYTES = 64 * 1024 * 1024
MOST_BYTES = 50 * 1024**3  # in one night


def begin_fixity_run(*, at: datetime) -> FixityRun:
    """Begin tonight's run, unless it was begun."""
    return FixityRun.objects.get_or_create(started_at=at, defaults={"next_try_at": at})[0]


def verify_files(*, at: datetime) -> int:
    """Read the next portion of a run; return how many files were read."""
    runs = FixityRun.objects.claim(at=at, limit=1)
    return sum(_verify_portion(run, at=at) for run in runs)


def _waiting(run: FixityRun) -> QuerySet[StoredFile]:
    """Files that nobody has read since the run began, the longest unread first."""
    return StoredFile.objects.filter(verified_at__lt=run.started_at).order_by("verified_at", "pk")


def _verify_portion(run: FixityRun, *, at: datetime) -> int:
    read = size = 0
    for file in _waiting(run)[:PORTION]:
        _verify(file, run, at=at)
        read, size = read + 1, size + file.size
        if size >= PORTION_BYTES:
            break
    run.files, run.size = run.files + read, run.size + size
    run.leased_until, run.next_try_at = None, at
    if not read or run.size >= MOST_BYTES:
        run.state, run.finished_at, run.left = DueWork.State.DONE, at, _waiting(run).count()
    run.save()
    return read


@transaction.atomic
def _verify(file: StoredFile, run: FixityRun, *, at: datetime) -> None:
    problem, found = problem_of(file)
    if problem:
        FixityFinding.objects.update_or_create(
            run=run, file=file, defaults={"problem": problem, "found_sha256": found}
        )
    StoredFile.objects.filter(pk=file.pk).update(verified_at=at)


def problem_of(file: StoredFile) -> tuple[str, str]:
    """(problem, SHA-256 found) of a file; empty strings where its bytes are those that were stored."""
    problems = FixityFinding.Problem
    try:
        with file.content.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except FileNotFoundError:
        return problems.MISSING, ""
    except OSError:
        return problems.UNREADABLE, ""
    return ("", "") if found == file.sha256 else (problems.CHANGED, found)
