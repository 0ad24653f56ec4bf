"""What people type into the search field of a list."""

from django.http import QueryDict

LONGEST = 100


def one_line(text: str) -> str:
    """The text with single spaces and without NUL, which PostgreSQL refuses in texts."""
    return " ".join(text.replace("\0", " ").split())


def searched_words(parameters: QueryDict) -> str:
    """The words of `?q=`: one line of at most 100 characters, empty where nothing was asked."""
    return one_line(parameters.get("q", ""))[:LONGEST].rstrip()
