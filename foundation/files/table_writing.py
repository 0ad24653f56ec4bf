"""Write a long table batch by batch into a private file.

Rows are first kept as lines of JSON beside the files, so that a worker that dies loses at most one
batch: the next one cuts the kept lines to the length that was committed and goes on after the last
row. When all are there they become a CSV, XLSX or JSON Lines file with an owner.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet

from foundation.accounts.models import User
from foundation.files.actions import NO_ROOM, store_file
from foundation.files.long_tables import LongTable
from foundation.files.models import private_storage
from foundation.spreadsheets import as_text, csv_lines, write_xlsx

BATCH = 2000
LARGEST = 500 * 1024**2  # bytes; what the product itself writes may be larger than an upload

Row = Sequence[object] | Mapping[str, object]


@dataclass(frozen=True)
class Contents:
    """What a table holds as its reader may see it now; `found` is in the order of its keys."""

    found: QuerySet
    rows: Callable[[Iterable[models.Model]], Iterable[Row]]
    headings: Sequence[object]
    title: str
    name: str  # of the file, without its ending
    by: User | None


def write_batch(table: LongTable, contents: Contents, *, at: datetime) -> int:
    """Write the next rows of `table`, or finish it; return how many.

    `contents` is asked anew for each batch: what may no longer be read is left out.
    """
    batch = list(contents.found.filter(pk__gt=table.last_row)[:BATCH])
    _keep(table, [_plain(row) for row in contents.rows(batch)])
    table.done += len(batch)
    if len(batch) < BATCH:
        _finish(table, contents, at=at)
    else:
        table.last_row = batch[-1].pk
        table.leased_until, table.next_try_at = None, at
        table.save()
    return len(batch)


def discard(table: LongTable) -> None:
    """Remove what is kept on disk of a table that is over."""
    with suppress(FileNotFoundError):
        path_of(table).unlink()
    if table.file:
        table.file.content.storage.delete(table.file.content.name)
        table.file.delete()


def path_of(table: LongTable) -> Path:
    """Where the rows are kept until the file is made; a name that only we give."""
    folder = Path(private_storage().path("exports"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{table._meta.label_lower}-{table.pk}.jsonl"


def _keep(table: LongTable, batch: Sequence[Row]) -> None:
    """Append the rows after what was committed; whatever a dead worker wrote beyond is cut off."""
    path = path_of(table)
    path.touch()
    with path.open("r+b") as kept:
        kept.truncate(table.kept_bytes)
        kept.seek(0, 2)
        for row in batch:
            kept.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        table.kept_bytes = kept.tell()


def _kept_rows(table: LongTable, headings: Sequence[object]) -> Iterator[Sequence[object]]:
    yield headings
    with path_of(table).open(encoding="utf-8") as kept:
        for line in kept:
            yield json.loads(line)


def _finish(table: LongTable, contents: Contents, *, at: datetime) -> None:
    """Make the file, tie it to the table and take the kept rows away; the last step decides."""
    with TemporaryFile() as file:
        _write(table, contents, file)
        try:
            with transaction.atomic():
                table.file = store_file(
                    file,
                    name=f"{contents.name}.{table.format}",
                    by=contents.by,
                    at=at,
                    largest=LARGEST,
                )
                table.total = table.done
                table.state, table.leased_until, table.reason = table.State.DONE, None, ""
                table.save()
        except ValidationError as error:
            table.file = None
            if error.code == NO_ROOM:
                table.retry(at=at, reason=" ".join(error.messages))
                return
            table.park(reason=" ".join(error.messages))
    path_of(table).unlink(missing_ok=True)


def _write(table: LongTable, contents: Contents, file: BinaryIO) -> None:
    rows = _kept_rows(table, contents.headings)
    if table.format == "xlsx":
        write_xlsx(rows, file, title=contents.title)
    elif table.format == "csv":
        for line in csv_lines(rows):
            file.write(line.encode())
    else:
        with path_of(table).open("rb") as kept:
            for line in kept:
                file.write(line)


def _plain(row: Row) -> Row:
    """What JSON can hold: numbers stay, everything else is text as it stands in the file."""
    if isinstance(row, Mapping):
        return row
    return [cell if cell is None or isinstance(cell, int) else as_text(cell) for cell in row]
