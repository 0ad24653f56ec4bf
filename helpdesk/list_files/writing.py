"""Write an export batch by batch into a private file.

Rows are first kept as lines of JSON beside the files, so that a worker that dies loses at most one
batch: the next one cuts the kept lines to the length that was committed and goes on after the last
ticket. When all are there they become a CSV or XLSX file with an owner.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.files.actions import NO_ROOM, store_file
from foundation.files.models import private_storage
from foundation.spreadsheets import as_text, csv_lines, write_xlsx
from helpdesk.list_files.rows import headings, rows, tickets_of
from helpdesk.models import Export

BATCH = 2000


def write_batch(export: Export, *, at: datetime) -> int:
    """Write the next tickets of `export`, or finish it; return how many rows.

    The owner's right is asked anew for each batch: what they may no longer read is left out.
    """
    parameters = QueryDict(export.parameters)
    with override(export.language):
        found = tickets_of(export.source, export.owner, parameters, at=export.asked_at)
        tickets = list(found.filter(pk__gt=export.last_ticket)[:BATCH])
        _keep(export, [_plain(row) for row in rows(tickets)])
        export.done += len(tickets)
        if len(tickets) < BATCH:
            _finish(export, at=at)
        else:
            export.last_ticket = tickets[-1].pk
            export.leased_until, export.next_try_at = None, at
            export.save()
    return len(tickets)


def discard(export: Export) -> None:
    """Remove what is kept on disk of an export that is over."""
    with suppress(FileNotFoundError):
        path_of(export).unlink()
    if export.file:
        export.file.content.storage.delete(export.file.content.name)
        export.file.delete()


def path_of(export: Export) -> Path:
    """Where the rows are kept until the file is made; a name that only numbers go into."""
    folder = Path(private_storage().path("exports"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{export.pk}.jsonl"


def _keep(export: Export, batch: Sequence[Sequence[object]]) -> None:
    """Append the rows after what was committed; whatever a dead worker wrote beyond is cut off."""
    path = path_of(export)
    path.touch()
    with path.open("r+b") as kept:
        kept.truncate(export.kept_bytes)
        kept.seek(0, 2)
        for row in batch:
            kept.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        export.kept_bytes = kept.tell()


def _kept_rows(export: Export) -> Iterator[Sequence[object]]:
    yield headings()
    with path_of(export).open(encoding="utf-8") as kept:
        for line in kept:
            yield json.loads(line)


def _finish(export: Export, *, at: datetime) -> None:
    """Make the file, tie it to the export and take the kept rows away; the last step decides."""
    name = f"{_('tickets')}-{export.asked_at:%Y-%m-%d}-{export.pk}.{export.format}"
    with TemporaryFile() as file:
        if export.format == Export.Format.XLSX:
            write_xlsx(_kept_rows(export), file, title=_("Tickets"))
        else:
            for line in csv_lines(_kept_rows(export)):
                file.write(line.encode())
        try:
            with transaction.atomic():
                export.file = store_file(file, name=name, by=export.owner, at=at)
                export.total = export.done
                export.state, export.leased_until, export.reason = Export.State.DONE, None, ""
                export.save()
        except ValidationError as error:
            export.file = None
            if error.code == NO_ROOM:
                export.retry(at=at, reason=" ".join(error.messages))
                return
            export.park(reason=" ".join(error.messages))
    path_of(export).unlink(missing_ok=True)


def _plain(row: Sequence[object]) -> list[object]:
    """What JSON can hold: numbers stay, everything else is text as it stands in the file."""
    return [cell if cell is None or isinstance(cell, int) else as_text(cell) for cell in row]
