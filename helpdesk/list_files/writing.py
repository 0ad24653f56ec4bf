"""What a file of tickets is: its rows, its headings and its name, in the language it was asked in."""

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.files import table_writing
from foundation.files.table_writing import Contents
from helpdesk.list_files.rows import headings, rows, tickets_of
from helpdesk.models import Export


def write_batch(export: Export, *, at: datetime) -> int:
    """Write the next tickets of `export`, or finish it; return how many rows.

    The owner's right is asked anew for each batch: what they may no longer read is left out.
    """
    with override(export.language):
        contents = Contents(
            found=tickets_of(
                export.source, export.owner, QueryDict(export.parameters), at=export.asked_at
            ),
            rows=rows,
            headings=headings(),
            title=_("Tickets"),
            name=f"{_('tickets')}-{export.asked_at:%Y-%m-%d}-{export.pk}",
            by=export.owner,
        )
        return table_writing.write_batch(export, contents, at=at)
