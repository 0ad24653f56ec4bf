"""Hearing of the status page by mail: ask, confirm, end; each by a link, none by an account."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from helpdesk.incidents import caps
from helpdesk.models import StatusSubscription
from helpdesk.status_page import subscriptions
from helpdesk.status_page.forms import SubscribeForm

PER_ADDRESS, PER_NETWORK, PER_EMAIL_A_DAY = 10, 40, 3


@never_cache
@require_http_methods(["GET", "POST"])
def status_subscribe(request: HttpRequest) -> HttpResponse:
    """Ask to hear; a mail with a link follows, and until it is used nothing else."""
    form = SubscribeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            _count(request, email)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            language = (get_language() or "pl")[:2]
            systems = list(form.cleaned_data["systems"])
            subscriptions.ask(email=email, language=language, systems=systems)
            return render(request, "helpdesk/status/asked.html", {"email": email})
    status = 422 if form.errors else 200
    return render(request, "helpdesk/status/subscribe.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def status_confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The link from the mail: a page with a button, because mail programs open links by themselves."""
    found = subscriptions.waiting_for(secret)
    return _by_link(request, found, "confirm", subscriptions.confirm)


@csrf_exempt  # programs end a list with one POST (RFC 8058); the secret in the address is the right
@never_cache
@require_http_methods(["GET", "POST"])
def status_end(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in every mail that ends it."""
    found = subscriptions.ended_by(secret)
    return _by_link(request, found, "end", subscriptions.end)


def _by_link(
    request: HttpRequest,
    subscription: StatusSubscription | None,
    what: str,
    act: Callable[[StatusSubscription], None],
) -> HttpResponse:
    """Ask on GET, act on POST; a link that no longer works says so."""
    is_done = request.method == "POST" and subscription is not None
    if is_done:
        act(subscription)
    context = {"what": what, "is_over": subscription is None, "is_done": is_done}
    status = 404 if subscription is None else 200
    response = render(request, "helpdesk/status/by_link.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _count(request: HttpRequest, email: str) -> None:
    address, network = caps.sources(request)
    caps.count(
        [
            caps.Cap("subscribe-address", address, PER_ADDRESS),
            caps.Cap("subscribe-network", network, PER_NETWORK),
            caps.Cap("subscribe-email", email, PER_EMAIL_A_DAY, hours=24),
        ]
    )
