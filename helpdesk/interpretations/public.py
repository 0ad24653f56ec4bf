"""The numbered series of published answers, for everybody."""

from functools import partial

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from foundation.keyset import keyset_page, query
from foundation.searched import searched_words
from helpdesk import markdown
from helpdesk.interpretations.composing import grounds
from helpdesk.interpretations.forms import WithdrawForm
from helpdesk.models import PublishedAnswer, Ticket

PAGE = 30


@require_GET
def published_answers(request: HttpRequest) -> HttpResponse:
    """All published answers, the newest first, or those that hold a word."""
    found: QuerySet[PublishedAnswer] = PublishedAnswer.objects.all()
    word = searched_words(request.GET)
    if word:
        found = found.filter(question__icontains=word) | found.filter(answer__icontains=word)
    page = keyset_page(found, request.GET, field="published_at", size=PAGE)
    context = {"answers": page.rows, "word": word, **page.addresses(partial(query, q=word))}
    return render(request, "helpdesk/interpretations/list.html", context)


@require_GET
def published_answer(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One answer under its permanent address, with what it rests on."""
    found = PublishedAnswer.objects.select_related("interpretation__ticket")
    published = get_object_or_404(found, year=year, number=number)
    made = published.interpretation
    served = Ticket.objects.served_by(request.user).filter(pk=made.ticket_id)
    context = {
        "published": published,
        "made": made,
        "html": markdown.render(published.answer),
        "grounds": list(grounds(made)),
        "ticket": served.first(),
        "withdraw_form": WithdrawForm(),
    }
    return render(request, "helpdesk/interpretations/answer.html", context)
