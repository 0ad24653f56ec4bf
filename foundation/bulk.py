"""Writing many rows at once."""

from collections.abc import Sequence

from django.db.models import Model


def overwrite(rows: Sequence[Model], columns: Sequence[str]) -> None:
    """Write `columns` (field names) of rows of one model that exist, as `bulk_update` does.

    One INSERT … ON CONFLICT carries each value once, where `bulk_update` builds a CASE for every
    column of every row: a tenth of the time for twenty columns. Only for rows that nobody deletes,
    because a row deleted meanwhile would come back.
    """
    if rows:
        type(rows[0])._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=["pk"], update_fields=columns
        )
