"""What the search page's address says: `?q=…&kind=…&topic=…&for=…&year=…&page=…`.

Nonsense is set right, not refused: a filter counts only when it has a name.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from foundation.search.grouping import NAMES, YEAR, group
from foundation.search.questions import MAXIMUM_CHARACTERS
from foundation.search.searching import LAST_PAGE
from foundation.searched import one_line

_YEAR = re.compile(r"(19|20)[0-9]{2}")


@dataclass(frozen=True)
class SearchForm:
    text: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)  # by name of the facet
    page: int = 1

    @classmethod
    def from_address(cls, data: QueryDict, known: Collection[str]) -> Self:
        """`known` are the groups that may be chosen; years are too."""
        given = {name: data.get(name, "") for name in NAMES}
        page = data.get("page", "")
        return cls(
            text=one_line(data.get("q", "")),
            chosen={name: value for name, value in given.items() if _is_known(name, value, known)},
            page=min(max(int(page), 1), LAST_PAGE) if page.isdecimal() and len(page) < 4 else 1,
        )

    @property
    def groups(self) -> frozenset[str]:
        return frozenset(group(name, value) for name, value in self.chosen.items())

    @property
    def kept_text(self) -> str:
        """The question as shown again: long ones only by their beginning."""
        return self.text[:MAXIMUM_CHARACTERS]

    @property
    def address(self) -> str:
        page = {"page": self.page} if self.page > 1 else {}
        return "?" + urlencode({"q": self.text} | dict(self.chosen) | page)

    def choosing(self, name: str, value: str) -> str:
        """The address of the same question with one filter set; taken back, if empty."""
        rest = {known: kept for known, kept in self.chosen.items() if known != name}
        return replace(self, chosen=rest | ({name: value} if value else {}), page=1).address

    def asking(self, text: str) -> str:
        """The address of another question with the same filters."""
        return replace(self, text=text, page=1).address

    @property
    def next_address(self) -> str:
        return replace(self, page=self.page + 1).address

    @property
    def previous_address(self) -> str:
        return replace(self, page=self.page - 1).address if self.page > 1 else ""


def _is_known(name: str, value: str, known: Collection[str]) -> bool:
    return group(name, value) in known or (name == YEAR and bool(_YEAR.fullmatch(value)))
