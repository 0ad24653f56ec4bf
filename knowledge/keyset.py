"""Keyset pagination: the next page starts after a row, not after a number of rows."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict


@dataclass(frozen=True)
class KeysetPage:
    """Rows of one page, and the keys of the rows at its ends where more follows, else 0."""

    rows: list
    older: int = 0
    newer: int = 0


def keyset_page(
    rows: QuerySet, parameters: QueryDict, *, field: str, size: int, ascending: bool = False
) -> KeysetPage:
    """The page that starts after the row `?after=` names, or ends before the one `?before=` names.

    Order is by `field` and key, newest first unless `ascending`. A key that is not among `rows` (unknown,
    foreign, not a number) shows the first page.
    """
    after, before = (_key(parameters.get(name, "")) for name in ("after", "before"))
    asked = rows.filter(pk=after or before).values_list(field, "pk")
    anchor = asked.first() if after or before else None
    backwards = anchor is not None and not after
    upwards = ascending is not backwards
    found = list(
        _beyond(rows, field, anchor, upwards).order_by(*_order(field, upwards))[: size + 1]
    )
    shown, more = found[:size], bool(found[size:])
    if backwards:
        shown.reverse()
    has_older, has_newer = (True, more) if backwards else (more, anchor is not None)
    return KeysetPage(
        rows=shown,
        older=shown[-1].pk if shown and has_older else 0,
        newer=shown[0].pk if shown and has_newer else 0,
    )


def _key(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


def _order(field: str, upwards: bool) -> tuple[str, str]:
    return (field, "pk") if upwards else (f"-{field}", "-pk")


def _beyond(rows: QuerySet, field: str, anchor: tuple | None, upwards: bool) -> QuerySet:
    if anchor is None:
        return rows
    value, key = anchor
    beyond = "gt" if upwards else "lt"
    return rows.filter(
        Q(**{f"{field}__{beyond}": value}) | Q(**{field: value, f"pk__{beyond}": key})
    )
