"""The rows of the desk's list and their deadlines: no templates, for fifty of them are most of the page.

Every text is escaped by `escape` where it is put in. `format_html` would also look whether each of a
thousand pieces is lazy or already safe, which took as long as all the rest.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from foundation.calendars.spans import span
from helpdesk.desk.rows import Row

register = template.Library()

ROW = (
    '<li class="ticket-row{read}"><input type="checkbox" name="ticket" value="{reference}" form="bulk"'
    ' aria-label="{select}"><a href="{desk}{reference}/{query}"{current}>{subject}</a>'
    '<span class="org">{cells}</span><span class="left">{left}</span></li>'
)
CURRENT, NOTHING = ' aria-current="true"', '<span class="blank">–</span>'
LATE = '<span class="due {}"><b class="num">{}</b><span>{}</span></span>'
LEFT = '<span class="due {}"><b class="num">{}</b>{}</span>'
BAR = (
    '<svg class="due-bar" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true"'
    ' focusable="false"><rect class="track" width="100" height="3"/>'
    '<rect class="used" width="{}" height="3"/></svg>'
)


@register.simple_tag
def ticket_rows(rows: Iterable[Row], *, desk: str, query: str, current: str) -> SafeString:
    """`desk` is the address of the list, `query` what leads back to it, `current` the open ticket."""
    same = {"desk": escape(desk), "query": escape(f"?{query}" if query else "")}
    at, overdue = timezone.now(), escape(_("overdue"))
    written = [
        ROW.format(
            read=" read" if row.is_read else "",
            reference=escape(row.reference),
            select=escape(row.select),
            current=CURRENT if row.reference == current else "",
            subject=escape(row.subject),
            cells="".join(
                f"<span>{escape(text)}</span>" if text else NOTHING for text in row.cells
            ),
            left=_left(row, at, overdue),
            **same,
        )
        for row in rows
    ]
    return mark_safe("\n".join(written))  # noqa: S308  every text was escaped above


@register.simple_tag
def due(due_at: datetime, tone: str = "ok", share: int | None = None) -> SafeString:
    """A deadline: what is left of it with a bar of the `share` used, or how far it is passed."""
    words = _due(due_at - timezone.now(), escape(tone), share, escape(_("overdue")))
    return mark_safe(words)  # noqa: S308  every text was escaped


def _left(row: Row, at: datetime, overdue: str) -> str:
    if row.left is None:
        return f'<span class="quiet">{escape(row.status)}</span>'
    return _due(row.left.due_at - at, escape(row.left.tone), row.left.share, overdue)


def _due(left: timedelta, tone: str, share: int | None, overdue: str) -> str:
    """With a bar of the `share` used, in percent, where it is known; `tone` and `overdue` are escaped."""
    if left < timedelta(0):
        return LATE.format(tone, escape(span(-left)), overdue)
    return LEFT.format(tone, escape(span(left)), "" if share is None else BAR.format(share))
