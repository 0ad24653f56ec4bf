"""Who acts, in whose name, and with which strength of sign-in."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from foundation.accounts.acting import acting_for
from foundation.accounts.second_factor import is_open, lacks_second_factor

NextStep = Callable[[HttpRequest], HttpResponse]


class ActingOrganisationMiddleware:
    """Set `request.acting` (an `Acting` or None), read from the database when first asked for."""

    def __init__(self, get_response: NextStep) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = SimpleLazyObject(lambda: acting_for(request))
        return self.get_response(request)


class RequireMfaMiddleware:
    """Send staff without a second factor to set one up before anything else."""

    def __init__(self, get_response: NextStep) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if is_open(request) or not lacks_second_factor(request.user):
            return None
        messages.warning(request, _("Your role needs a second factor. Set one up to go on."))
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": reverse("mfa_index")})
        return redirect("mfa_index")
