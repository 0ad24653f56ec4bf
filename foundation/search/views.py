from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from foundation.search import searching
from foundation.search.best_bets import best_bets
from foundation.search.clarifying import clarifications
from foundation.search.engines import SearchUnavailable
from foundation.search.facets import known_groups
from foundation.search.forms import SearchForm
from foundation.search.models import CountedQuestion
from foundation.search.offers import address_to_ask, lists_to_browse
from foundation.search.questions import MAXIMUM_CHARACTERS, ask
from foundation.search.spelling import meant
from foundation.search.suggesting import suggest as suggested


@require_GET
@cache_control(private=True)
def search(request: HttpRequest) -> HttpResponse:
    """The search page: a question, what was found, and ways out when nothing was."""
    labels = known_groups()
    form = SearchForm.from_address(request.GET, labels)
    context: dict[str, object] = {"form": form}
    try:
        if form.text:
            context |= _answers(request, form, labels)
    except ValidationError as error:
        context["refusal"] = error.messages[0]
    except SearchUnavailable:
        context["is_away"] = True
    context["clarifications"] = clarifications(form.text, request.GET)
    context["ask_url"] = address_to_ask(form.text)
    context["lists"] = lists_to_browse()
    return render(request, "search/results.html", context)


def _answers(request: HttpRequest, form: SearchForm, labels) -> dict[str, object]:
    question = ask(form.text)
    results = searching.search(
        question, user=request.user, chosen=form.groups, page=form.page, labels=labels
    )
    is_first_look = not form.chosen and form.page == 1
    found_nothing = not results.hits and is_first_look
    if is_first_look and not results.lag.is_worth_saying:
        _count(form.text, is_found=not found_nothing)
    return {
        "question": question,
        "results": results,
        "best_bets": best_bets(question, get_language()) if form.page == 1 else (),
        "meant": meant(form.text) if found_nothing or results.is_loose else "",
    }


def _count(text: str, *, is_found: bool) -> None:
    """For editors; where the database is busy, an answer is worth more than a number."""
    with suppress(OperationalError):
        CountedQuestion.objects.note(text, get_language(), is_found=is_found, at=timezone.now())


@require_POST
def clicked(request: HttpRequest) -> HttpResponse:
    """Count that a result of `q` was opened; which one, and by whom, is not asked."""
    with suppress(OperationalError):
        CountedQuestion.objects.note_click(
            request.POST.get("q", "")[:MAXIMUM_CHARACTERS], get_language()
        )
    return HttpResponse(status=204)


@require_GET
@cache_control(private=True, max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    """What the box offers while a person types: `{"suggestions": [{title, kind, url}]}`."""
    text = request.GET.get("q", "")[:MAXIMUM_CHARACTERS]
    found = suggested(text, user=request.user)
    suggestions = [{"title": s.title, "kind": s.kind_name, "url": s.url} for s in found]
    return JsonResponse({"suggestions": suggestions})


@require_GET
@cache_control(max_age=86_400)
def description(request: HttpRequest) -> HttpResponse:
    """OpenSearch 1.1, by which a browser can offer this search in its address bar."""
    addresses = {
        name: request.build_absolute_uri(reverse(f"search:{name}"))
        for name in ("search", "description")
    }
    kind = "application/opensearchdescription+xml"
    return render(request, "search/description.xml", addresses, content_type=kind)
