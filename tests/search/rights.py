"""The invariant of search, for the tests of every app that has an index."""

from collections.abc import Iterable

from foundation.search.indexes import AudienceIndex
from foundation.search.tokens import tokens_of


def readers(index: AudienceIndex, users: Iterable) -> set[tuple[str, str]]:
    """Who may find what, by tokens: (person, key) for every object that belongs in the index."""
    return {
        (str(user), str(obj.pk))
        for user in users
        for obj in index.index_queryset()
        if not tokens_of(user).isdisjoint(index.audience(obj))
    }


def seers(index: AudienceIndex, users: Iterable) -> set[tuple[str, str]]:
    """Who may see what, by the reading rule of the database."""
    indexed = set(index.index_queryset().values_list("pk", flat=True))
    return {
        (str(user), str(pk))
        for user in users
        for pk in index.visible_queryset(user).values_list("pk", flat=True)
        if pk in indexed
    }
