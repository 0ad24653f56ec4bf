"""What a page says when the ticket that it acts on went on elsewhere."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from helpdesk.actions.history import Merged


class MergedTicketMiddleware:
    """Whoever acts on a ticket that was merged meanwhile is told so on its page, which leads on.

    It can happen to every act; forms that show the reason beside what was written do so themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Merged):
            return None
        messages.error(request, " ".join(error.messages))
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": error.ticket.get_absolute_url()})
        return redirect(error.ticket)
