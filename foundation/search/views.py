from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from foundation.search import searching
from foundation.search.engines import SearchUnavailable
from foundation.search.forms import SearchForm
from foundation.search.offers import address_to_ask, lists_to_browse
from foundation.search.questions import MAXIMUM_CHARACTERS, ask


@require_GET
@cache_control(private=True)
def search(request: HttpRequest) -> HttpResponse:
    """The search page: a question, what was found, and ways out when nothing was."""
    form = SearchForm.from_address(request.GET)
    context: dict[str, object] = {"form": form}
    try:
        if form.text:
            question = ask(form.text)
            context["question"] = question
            context["results"] = searching.search(
                question, user=request.user, kind=form.kind, page=form.page
            )
    except ValidationError as error:
        context["refusal"] = error.messages[0]
    except SearchUnavailable:
        context["is_away"] = True
    context["ask_url"] = address_to_ask(form.text)
    context["lists"] = lists_to_browse()
    return render(request, "search/results.html", context)


@require_GET
@cache_control(private=True, max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles of public documents for the box while a person types: `{"suggestions": [{title, kind, url}]}`."""
    text = request.GET.get("q", "")[:MAXIMUM_CHARACTERS]
    try:
        found = searching.suggest(text, user=request.user)
    except SearchUnavailable:
        found = []
    suggestions = [{"title": s.title, "kind": s.kind_name, "url": s.url} for s in found]
    return JsonResponse({"suggestions": suggestions})
