"""Lists by key, newest first: no page numbers, no total, the same cost however far back one goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

PAGE_SIZE = 50


@dataclass(frozen=True)
class Page:
    """`older_url` and `newer_url` are query strings, or empty where there is nothing to go to."""

    rows: Sequence[Model]
    older_url: str
    newer_url: str


def page_of(queryset: QuerySet, before: str, *, keep: str = "") -> Page:
    """The rows with a key below `before` (digits, else ignored), newest key first.

    `keep` is what else the addresses of other pages must say, e.g. "show=all&".
    """
    is_key = before.isascii() and before.isdigit() and len(before) < 19
    rows = queryset.filter(pk__lt=int(before)) if is_key else queryset
    rows = list(rows.order_by("-pk")[: PAGE_SIZE + 1])
    older = f"?{keep}before={rows[PAGE_SIZE - 1].pk}" if len(rows) > PAGE_SIZE else ""
    return Page(rows[:PAGE_SIZE], older, f"?{keep}" if is_key else "")
