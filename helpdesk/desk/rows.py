"""Rows of the desk's list: only what is shown is read, as plain values, and said before it is written.

Fifty models with their relations would cost more than everything else on the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from helpdesk import wording
from helpdesk.desk.columns import Column
from helpdesk.models import Status

# What every row needs, whichever columns are shown.
FIELDS = (
    "pk", "reference", "subject", "status", "opened_at", "unanswered_since", "next_due_at",
    "next_response_due_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket in words. `cells`: what the columns say, empty where there is nothing."""

    reference: str
    subject: str
    select: str
    is_read: bool
    cells: Sequence[str]
    left: wording.Left | None
    status: str


def fields_of(columns: Iterable[Column]) -> Sequence[str]:
    """The fields that rows with `columns` are made of, each once."""
    shown = [field for column in columns for field in column.fields]
    return list(dict.fromkeys((*FIELDS, *shown)))


def rows_of(found: Iterable[NamedTuple], columns: Sequence[Column], at: datetime) -> Sequence[Row]:
    """Rows from tickets read as named values of `fields_of(columns)`."""
    select = _("Select %(number)s %(subject)s")
    statuses = dict(Status.choices)
    return [
        Row(
            reference=one.reference,
            subject=one.subject,
            select=select % {"number": one.reference, "subject": one.subject},
            is_read=one.unanswered_since is None,
            cells=[_cell(one, column) for column in columns],
            left=wording.left(one, at),
            status=str(statuses[one.status]),
        )
        for one in found
    ]


def _cell(one: NamedTuple, column: Column) -> str:
    values = [getattr(one, field) for field in column.fields]
    return str(column.text(*values)) if any(values) else ""
