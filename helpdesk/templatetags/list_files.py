"""Where a list of tickets can be saved as a file."""

from django import template

from helpdesk.actions.exports import MOST_AT_ONCE

register = template.Library()


@register.inclusion_tag("helpdesk/exports/links.html")
def list_as_file(source: str, query: str) -> dict[str, object]:
    """Buttons for the list `source` as `query` narrows it, and what happens where it is long."""
    return {"source": source, "query": query.removeprefix("?"), "most_at_once": MOST_AT_ONCE}
