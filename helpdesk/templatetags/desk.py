"""The rows of the desk's list and their deadlines: no templates, for fifty of them are most of the page."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.calendars.spans import span
from helpdesk.desk.rows import Row

register = template.Library()

ROW = (
    '<li class="ticket-row{read}"><input type="checkbox" name="ticket" value="{reference}" form="bulk"'
    ' aria-label="{select}"><a href="{desk}{reference}/{query}"{current}>{subject}</a>'
    '<span class="org">{cells}</span><span class="left">{left}</span></li>'
)
CURRENT, BLANK = SafeString(' aria-current="true"'), SafeString(' class="blank"')
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
    query = f"?{query}" if query else ""
    return format_html_join(
        "\n",
        ROW,
        (
            {
                "read": " read" if row.is_read else "",
                "reference": row.reference,
                "select": row.select,
                "desk": desk,
                "query": query,
                "current": CURRENT if row.reference == current else "",
                "subject": row.subject,
                "cells": format_html_join("", "<span{}>{}</span>", map(_cell, row.cells)),
                "left": _left(row),
            }
            for row in rows
        ),
    )


def _cell(text: str) -> tuple[str, str]:
    return ("", text) if text else (BLANK, "–")


def _left(row: Row) -> SafeString:
    if row.left is None:
        return format_html('<span class="quiet">{}</span>', row.status)
    return due(row.left.due_at, row.left.tone, row.left.share)


@register.simple_tag
def due(due_at: datetime, tone: str = "ok", share: int | None = None) -> SafeString:
    """A deadline: what is left of it with a bar of the `share` used, or how far it is passed."""
    left = due_at - timezone.now()
    if left < timedelta(0):
        return format_html(LATE, tone, span(-left), _("overdue"))
    return format_html(LEFT, tone, span(left), "" if share is None else format_html(BAR, share))
