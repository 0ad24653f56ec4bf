"""What everybody can find since when: noted as it is indexed, asked by feeds and saved searches."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from foundation.search.indexes import Document
from foundation.search.models import Appearance
from foundation.search.tokens import PUBLIC

MOST = 5_000  # of the newest, looked at for one search


def note_appearances(documents: Iterable[Document], *, at: datetime | None = None) -> None:
    """Note the public ones of `documents`, unless they were public before."""
    at = at or timezone.now()
    rows = [Appearance(key=one.key, at=at) for one in documents if PUBLIC in one.audience]
    Appearance.objects.bulk_create(rows, ignore_conflicts=True)


def forget_appearances(keys: Iterable[str]) -> None:
    """Those of objects that are gone."""
    Appearance.objects.filter(key__in=list(keys)).delete()


def appeared_since(moment: datetime, models: Sequence[str] = ()) -> Mapping[str, datetime]:
    """Keys and moments of what appeared after `moment`, the newest first; only of `models`, where given."""
    rows = Appearance.objects.filter(at__gt=moment).order_by("-at", "-pk").values_list("key", "at")
    return {key: at for key, at in rows[:MOST] if not models or key.rpartition(".")[0] in models}
