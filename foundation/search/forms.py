"""What the search page's address says: `?q=…&kind=…&page=…`. Nonsense is set right, not refused."""

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from foundation.search.indexing import audience_indexes
from foundation.search.questions import MAXIMUM_CHARACTERS
from foundation.search.searching import LAST_PAGE


@dataclass(frozen=True)
class SearchForm:
    text: str = ""
    kind: str = ""
    page: int = 1

    @classmethod
    def from_address(cls, data: QueryDict) -> Self:
        kinds = {index.kind for index in audience_indexes().values()}
        kind, page = data.get("kind", ""), data.get("page", "")
        return cls(
            text=data.get("q", "").replace("\0", " ").strip(),
            kind=kind if kind in kinds else "",
            page=min(max(int(page), 1), LAST_PAGE) if page.isdecimal() and len(page) < 4 else 1,
        )

    @property
    def kept_text(self) -> str:
        """The question as shown again: long ones only by their beginning."""
        return self.text[:MAXIMUM_CHARACTERS]

    @property
    def address(self) -> str:
        given = {"q": self.text, "kind": self.kind, "page": self.page if self.page > 1 else ""}
        return "?" + urlencode({name: value for name, value in given.items() if value})

    def of_kind(self, kind: str) -> str:
        """The address of the same question for one kind; of all kinds, if empty."""
        return replace(self, kind=kind, page=1).address

    @property
    def next_address(self) -> str:
        return replace(self, page=self.page + 1).address

    @property
    def previous_address(self) -> str:
        return replace(self, page=self.page - 1).address if self.page > 1 else ""
