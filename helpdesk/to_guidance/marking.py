"""The difference between a text and what is left of it, for the eye of the editor."""

from collections.abc import Iterator

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from helpdesk.anonymising import Cleaned


def marked(text: str, left: Cleaned) -> SafeString:
    """`text` with every piece that was taken out struck through, as HTML."""
    return mark_safe("".join(_pieces(text, left)))  # noqa: S308  every piece is escaped


def _pieces(text: str, left: Cleaned) -> Iterator[str]:
    """The pieces in the order of the text; one that occurs twice is marked twice."""
    rest = text
    while rest:
        places = [(rest.find(piece), -len(piece), piece) for piece in set(left.taken)]
        found = min((place for place in places if place[0] >= 0), default=None)
        if found is None:
            yield escape(rest)
            return
        place, _length, piece = found
        yield escape(rest[:place])
        yield format_html("<del>{}</del>", piece)
        rest = rest[place + len(piece) :]
