"""Due work: bring the index up to date."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from foundation.search.engines import Batch, IndexBusy
from foundation.search.indexing import documents, engine
from foundation.search.models import IndexChange

logger = logging.getLogger(__name__)

TRIES = 5


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
    for key, document in documents(rows):
        if document:
            batch.replace(document)
        else:
            batch.delete([key])


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
