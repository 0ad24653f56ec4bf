"""Is search well? For `readyz`, for people who look after the service, and for `check_integrity`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from foundation.integrity import IntegrityCheck
from foundation.search.engines import SearchUnavailable
from foundation.search.indexing import all_keys, audience_indexes, engine
from foundation.search.models import IndexChange
from foundation.search.morphology import lemmatiser_name

SHOWN = 50  # lines of each kind; after those a sum


@dataclass(frozen=True)
class SearchStatus:
    """`name` says engine and dictionary; `behind` counts changes that wait since `oldest_change_at`."""

    name: str
    documents: int
    behind: int
    oldest_change_at: datetime | None
    is_available: bool
    good_to: int | None = None

    @property
    def is_outgrown(self) -> bool:
        """Are there more documents than this engine is good for?"""
        return self.good_to is not None and self.documents > self.good_to


def search_status() -> SearchStatus:
    try:
        documents, is_available = engine().document_count(), True
    except SearchUnavailable:
        documents, is_available = 0, False
    return SearchStatus(
        name=f"{engine().name}, {lemmatiser_name}",
        documents=documents,
        behind=IndexChange.objects.count(),
        oldest_change_at=IndexChange.objects.oldest_change_at(),
        is_available=is_available,
        good_to=engine().good_to,
    )


def integrity_checks() -> Sequence[IntegrityCheck]:
    return [
        IntegrityCheck(_("The search index holds exactly what belongs in it"), _index_differences),
        IntegrityCheck(_("No change of the search index is set aside"), _parked_changes),
    ]


def _index_differences() -> Sequence[str]:
    """Documents missing, left over or doubled, apart from those whose change still waits."""
    try:
        indexed = Counter(engine().keys())
    except SearchUnavailable:
        return ["the search index cannot be read"]
    waiting = {change.key for change in IndexChange.objects.all()}
    wanted = {
        f"{label}.{pk}" for index in audience_indexes().values() for label, pk in all_keys(index)
    }
    return [
        *_lines("missing", wanted - indexed.keys() - waiting),
        *_lines("left over", indexed.keys() - wanted - waiting),
        *_lines("doubled", {key for key, count in indexed.items() if count > 1}),
    ]


def _lines(what: str, keys: set[str]) -> list[str]:
    lines = [f"{what}: {key}" for key in sorted(keys)[:SHOWN]]
    return lines + [f"{what}: {len(keys) - SHOWN} more"] * (len(keys) > SHOWN)


def _parked_changes() -> Sequence[str]:
    return [f"{change.key}: {change.reason}" for change in IndexChange.objects.parked()[:SHOWN]]
