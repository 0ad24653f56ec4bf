"""The part of `search` that runs on PostgreSQL, in a process of its own; prints one JSON object a size."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from benchmarks.search import documents, measure_backend, questions, sizes, words
from foundation.search.indexes import Document
from foundation.search.postgresql_documents import COLUMNS, TABLE, row_of
from foundation.search.postgresql_engine import PostgresqlBackend

COPY = f"COPY {TABLE} ({', '.join(COLUMNS)}) FROM STDIN"
INDEXES = ("found", "restricted", "title")


class Copied:
    """Adds documents by COPY, before there is any index."""

    def __init__(self, copy) -> None:
        self._copy = copy

    def add(self, document: Document) -> None:
        self._copy.write_row(row_of(document))


@contextmanager
def in_bulk(backend: PostgresqlBackend) -> Iterator[Copied]:
    """The way of a first load: rows, then indexes, then statistics."""
    with connection.cursor() as cursor:
        for name in INDEXES:
            cursor.execute(f"DROP INDEX IF EXISTS {TABLE}_{name}")
        with cursor.copy(COPY) as copy:
            yield Copied(copy)
        cursor.execute("SET maintenance_work_mem = '512MB'")
        backend.create()
        cursor.execute(f"VACUUM ANALYZE {TABLE}")


def main() -> None:
    forms: Sequence[str] = words()
    asked = questions(forms)
    backend = PostgresqlBackend("benchmark")
    backend.create()
    for size in sizes("BENCHMARK_POSTGRESQL", "20000,100000"):
        backend.clear_everything()
        pages = documents(size, forms)
        figures = measure_backend(backend, in_bulk(backend), pages, asked, time.perf_counter)
        print(json.dumps(figures), flush=True)
