"""Due work: bring the index up to date."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from foundation.search.actions import mark_for_indexing
from foundation.search.engines import Batch, IndexBusy
from foundation.search.indexing import audience_indexes, engine, write_changes
from foundation.search.models import CountedQuestion, IndexChange

logger = logging.getLogger(__name__)

TRIES = 5
DAYS_BACK = 7  # looked at once more each day, for days on which nothing ran


def index_changes(*, at: datetime, limit: int = 200) -> int:
    """Index what changed, by one commit; rows go only after it. Returns how many were handled.

    While another process writes (a rebuild), nothing is claimed and the rows wait.
    """
    rows: Sequence[IndexChange] = ()
    try:
        if engine().exists() and not IndexChange.objects.due(at).exists():
            return 0
        with engine().writing() as batch:
            rows = IndexChange.objects.claim(at=at, limit=limit)
            _write(batch, rows)
    except IndexBusy:
        return 0
    except Exception as error:
        logger.exception("A portion of %s changes could not be indexed", len(rows))
        return _one_by_one(rows, at) if len(rows) > 1 else _put_off(rows, at, error)
    with transaction.atomic():
        IndexChange.objects.finish(rows)
    return len(rows)


def _write(batch: Batch, rows: Sequence[IndexChange]) -> None:
    batch.hold(row.key for row in rows)
    write_changes(batch, rows)


def _one_by_one(rows: Sequence[IndexChange], at: datetime) -> int:
    """Find out which change spoils the portion, so that it spoils nothing else."""
    for row in rows:
        try:
            with engine().writing() as batch:
                _write(batch, [row])
        except Exception as error:
            _put_off([row], at, error)
        else:
            IndexChange.objects.finish([row])
    return len(rows)


def _put_off(rows: Sequence[IndexChange], at: datetime, error: Exception) -> int:
    for row in rows:
        reason = f"{type(error).__name__}: {error}"
        if row.attempts < TRIES:
            row.retry(at=at, reason=reason)
        else:
            row.park(reason=reason)
    return len(rows)


def index_what_turns(*, at: datetime) -> int:
    """Have indexed afresh what came into force or ceased to be in the last days; returns how many."""
    today, total = timezone.localdate(at), 0
    for index in audience_indexes().values():
        for days in range(DAYS_BACK):
            objects = list(index.turning(today - timedelta(days)))
            mark_for_indexing(objects, at=at)
            total += len(objects)
    return total


def forget_questions(*, at: datetime) -> int:
    return CountedQuestion.objects.forget_old(at)
