"""Lists by key: the next page starts after a row, not after a number of rows.

So a page costs the same however far back one goes, and a row that arrives meanwhile shifts nothing. There
are no page numbers and no totals to count.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from foundation.posted import key_in


def query(**values: object) -> str:
    """The query string of an address; empty values are left out: `query(q="", after=7)` is `?after=7`."""
    return "?" + urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True)
class KeysetPage:
    """Rows of one page, and the keys of the rows at its ends where more follows, else 0."""

    rows: list
    older: int | str = 0
    newer: int | str = 0

    def addresses(self, address: Callable[..., str] = query) -> Mapping[str, str]:
        """What `components/pagination.html` needs; empty where there is nothing to go to.

        `address` writes the list's address with a key and whatever else the list keeps,
        e.g. `partial(query, show="past")`.
        """
        return {
            "older_url": address(after=self.older) if self.older else "",
            "newer_url": address(before=self.newer) if self.newer else "",
        }


def keyset_page(
    rows: QuerySet,
    parameters: QueryDict,
    *,
    field: str,
    size: int,
    ascending: bool = False,
    has_blanks: bool = False,
    places: QuerySet | None = None,
) -> KeysetPage:
    """The page that starts after the row `?after=` names, or ends before the one `?before=` names.

    Order is by `field` and key, newest first unless `ascending`; where the field `has_blanks`, rows
    without a value stand last. The named row is looked up among `places` (or `rows`): a list that rows leave
    while somebody reads it names all rows the reader may see. A key that is not there (unknown, foreign,
    not a number) shows the first page.
    """
    order = _Order(field, ascending, has_blanks)
    after, before = (key_in(parameters.get(name, "")) for name in ("after", "before"))
    anchor, is_back = None, False
    if after or before:
        known = rows if places is None else places
        anchor = known.filter(pk=after or before).values_list(field, "pk").first()
        is_back = anchor is not None and not after
    beyond = rows.filter(order.beyond(*anchor, is_back)) if anchor else rows
    found = list(beyond.order_by(*order.columns(is_back))[: size + 1])
    shown, more = found[:size], len(found) > size
    if is_back:
        shown.reverse()
    has_older, has_newer = (True, more) if is_back else (more, anchor is not None)
    return KeysetPage(
        rows=shown,
        older=shown[-1].pk if shown and has_older else 0,
        newer=shown[0].pk if shown and has_newer else 0,
    )


def page_of_list(
    rows: Sequence, parameters: QueryDict, *, key: Callable[..., str], size: int
) -> KeysetPage:
    """The same for rows that are put together in Python and ordered already; `key` names each in an address."""
    keys = [key(row) for row in rows]
    after, before = parameters.get("after", ""), parameters.get("before", "")
    start = 0
    if after in keys:
        start = keys.index(after) + 1
    elif before in keys:
        start = max(keys.index(before) - size, 0)
    shown = list(rows[start : start + size])
    return KeysetPage(
        rows=shown,
        older=key(shown[-1]) if start + size < len(rows) else 0,
        newer=key(shown[0]) if shown and start else 0,
    )


@dataclass(frozen=True)
class _Order:
    field: str
    ascending: bool
    has_blanks: bool

    def columns(self, is_back: bool) -> tuple[object, str]:
        upwards = self.ascending is not is_back
        pk = "pk" if upwards else "-pk"
        if not self.has_blanks:
            return (self.field if upwards else f"-{self.field}", pk)
        blanks = {"nulls_first": True} if is_back else {"nulls_last": True}
        column = F(self.field)
        return (column.asc(**blanks) if upwards else column.desc(**blanks), pk)

    def beyond(self, value: object, key: int, is_back: bool) -> Q:
        """Which rows come after the one with `value` and `key`, or before it."""
        further = "gt" if self.ascending is not is_back else "lt"
        beside = Q(**{self.field: value, f"pk__{further}": key})
        if value is not None:
            found = beside | Q(**{f"{self.field}__{further}": value})
            return found | Q(**{self.field: None}) if self.has_blanks and not is_back else found
        beside = Q(**{f"{self.field}__isnull": True, f"pk__{further}": key})
        return beside | Q(**{f"{self.field}__isnull": False}) if is_back else beside
