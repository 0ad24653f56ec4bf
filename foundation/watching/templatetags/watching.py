from django import template
from django.http import HttpRequest
from django.utils.translation import get_language

from foundation.watching.feeds import feed_address
from foundation.watching.lists import watched_list

register = template.Library()


@register.inclusion_tag("watching/save.html", takes_context=True)
def save_search(context, kind: str, *, has_feed: bool = True) -> dict[str, object]:
    """Under a list: save it as it is narrowed now, or read it as a feed, where it has none of its own."""
    request: HttpRequest = context["request"]
    watched = watched_list(kind)
    query = watched.query(request.GET)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "is_signed_in": request.user.is_authenticated,
        "kind": kind,
        "query": query,
        "back": request.get_full_path(),
        "feed": feed_address(watched, query, get_language()) if has_feed else "",
    }
