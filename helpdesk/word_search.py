"""The word by which lists of tickets are narrowed."""

from django.http import QueryDict

LONGEST_WORD = 100


def searched_word(parameters: QueryDict) -> str:
    """The word of `?q=`, at most 100 characters and without NUL, which PostgreSQL refuses in texts."""
    return parameters.get("q", "").replace("\0", "").strip()[:LONGEST_WORD]
