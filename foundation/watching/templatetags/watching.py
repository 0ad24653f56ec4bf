from django import template
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

from foundation.watching.feeds import feed_address
from foundation.watching.lists import watched_list
from foundation.watching.models import SavedSearch

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


@register.inclusion_tag("watching/follow.html", takes_context=True)
def follow(context, kind: str, *, name: str, **parameters: str) -> dict[str, object]:
    """On the page of one thing: hear of its changes, or of them no more.

    `parameters` narrow the list of `kind` to it; without them those of the address do.
    """
    request: HttpRequest = context["request"]
    watched = watched_list(kind)
    given = QueryDict(mutable=True)
    given.update(parameters)
    query = watched.query(given if parameters else request.GET)
    own = SavedSearch.objects.visible_to(request.user)
    return {
        "csrf_token": context.get("csrf_token"),
        "is_signed_in": request.user.is_authenticated,
        "followed": own.filter(kind=kind, query=query, language=get_language()).first(),
        "kind": kind,
        "query": query,
        "name": f"{watched.label}: {name}" if name else watched.label,
        "back": f"{request.get_full_path()}#follow",
        "address": watched.address(query),
        "feed": feed_address(watched, query, get_language()),
    }
