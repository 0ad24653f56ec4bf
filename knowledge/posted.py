"""What a form of buttons sends."""

from django.http import HttpRequest


def posted_key(request: HttpRequest, name: str) -> int:
    """The number sent as `name`; 0, which no row has, where it is none."""
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0
