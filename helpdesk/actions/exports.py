"""Ask for a list as a file, and let it go."""

from datetime import datetime, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language

from foundation.accounts.models import User
from foundation.files.table_writing import discard
from helpdesk.list_files.rows import tickets_of
from helpdesk.models import Export

KEPT_FOR = timedelta(days=7)
# Up to here a list is sent at once; more is due work.
MOST_AT_ONCE = 1000


def ask_export(
    *, by: User, source: str, parameters: QueryDict, file_format: str, at: datetime | None = None
) -> Export:
    """Write down that `by` wants a list as a file; the worker writes it, for `by` alone."""
    at = at or timezone.now()
    return Export.objects.create(
        owner=by,
        source=Export.Source(source),
        parameters=parameters.urlencode()[:1000],
        format=Export.Format(file_format),
        language=get_language() or "pl",
        asked_at=at,
        next_try_at=at,
        expires_at=at + KEPT_FOR,
        total=tickets_of(source, by, parameters, at=at).order_by().count(),
    )


def remove_export(export: Export) -> None:
    """Take an export away with everything that was written for it."""
    discard(export)
    export.delete()


def remove_expired(*, at: datetime) -> None:
    """Remove the exports whose time is over; their files go with them."""
    for export in Export.objects.filter(expires_at__lte=at).select_related("file"):
        remove_export(export)
