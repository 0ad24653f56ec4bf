"""A person's saved searches."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.watching import actions
from foundation.watching.feeds import feed_address
from foundation.watching.lists import watched_list, watched_lists
from foundation.watching.models import SavedSearch


@login_required
@require_safe
def saved_searches(request: HttpRequest) -> HttpResponse:
    searches = list(SavedSearch.objects.visible_to(request.user))
    for search in searches:
        search.watched = watched_list(search.kind)
        if search.watched:
            with search.in_its_language():
                search.address = search.watched.address(search.query)
            search.feed = feed_address(search.watched, search.query, search.language)
    lists = [(one.label, one.address("")) for one in watched_lists()]
    return render(request, "watching/list.html", {"searches": searches, "lists": lists})


@login_required
@require_POST
def search_save(request: HttpRequest) -> HttpResponse:
    parameters = QueryDict(request.POST.get("query", "")[:2_000])
    kind, name = request.POST.get("kind", ""), request.POST.get("name", "")
    try:
        search = actions.save_search(by=request.user, kind=kind, parameters=parameters, name=name)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(
            request,
            _("Saved: “%(name)s”. We will write when something new appears.") % {"name": search},
        )
    return redirect(_back(request))


@login_required
@require_POST
def search_change(request: HttpRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)
    is_mailed = request.POST.get("is_mailed") == "1"
    try:
        name = request.POST.get("name", "")
        actions.change_search(search, by=request.user, name=name, is_mailed=is_mailed)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The change was saved."))
    return redirect("watching:list")


@login_required
@require_POST
def search_delete(request: HttpRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)
    actions.delete_search(search, by=request.user)
    messages.success(request, _("“%(name)s” was deleted.") % {"name": search})
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The page of this site that asked, else the list."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, None) else reverse("watching:list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The way out of the mails, for whoever has the mail; a look at the page changes nothing."""
    person = actions.person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        actions.stop_all(by=person)
    return render(request, "watching/stop.html", {"is_done": request.method == "POST"})
