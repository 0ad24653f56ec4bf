"""Lists that can be watched: the search, and what the apps above name by the hook `watched_lists`.

An app gives a `WatchedList`; how its address narrows it, and which of its public rows are new, is then known to
saved searches, their mail and their feeds alike.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from wagtail import hooks

from foundation.searched import one_line

LONGEST_VALUE = 200


@dataclass(frozen=True)
class NewItem:
    """Something that everybody can read since `at`; `key` is its name in the index."""

    key: str
    title: str
    kind_name: str
    url: str
    at: datetime


@dataclass(frozen=True)
class WatchedList:
    """`kind` stands in addresses, `parameters` are those of the list's address that narrow it.

    `new_since(parameters, moment)` gives what fits and is new, for everybody, the newest first, in the language
    that is active.
    """

    kind: str
    label: str
    url_name: str
    parameters: Sequence[str]
    new_since: Callable[[QueryDict, datetime], Sequence[NewItem]]
    needs_words: bool = False

    def query(self, parameters: QueryDict) -> str:
        """The part of an address that narrows this list, always in the same order."""
        given = {name: one_line(parameters.get(name, "")) for name in self.parameters}
        return urlencode({name: value[:LONGEST_VALUE] for name, value in given.items() if value})

    def address(self, query: str) -> str:
        """The list so narrowed, in the active language."""
        return f"{reverse(self.url_name)}?{query}" if query else reverse(self.url_name)


def watched_lists() -> Sequence[WatchedList]:
    return [one for hook in hooks.get_hooks("watched_lists") for one in hook()]


def watched_list(kind: str) -> WatchedList | None:
    return next((one for one in watched_lists() if one.kind == kind), None)
