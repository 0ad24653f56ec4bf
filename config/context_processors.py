"""What every page's header shows."""

from django.http import HttpRequest


def site_header(request: HttpRequest) -> dict[str, object]:
    return {}
