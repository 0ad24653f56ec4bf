"""The glossary as everybody reads it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.alphabet import by_letter
from knowledge.glossary.explaining import Term
from knowledge.models import GlossaryTerm


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """All terms from A to Ż on one page; each has its permanent anchor."""
    terms = GlossaryTerm.objects.visible_to(request.user).for_list()
    letters = by_letter(terms, lambda term: term.name)
    return render(request, "knowledge/glossary/list.html", {"letters": letters})


def terms_for_pages() -> Sequence[Term]:
    """Published terms in the reader's language, for being explained in place."""
    return [
        Term(one.slug, one.name, one.abbreviation, one.definition, one.get_absolute_url())
        for one in GlossaryTerm.objects.filter(live=True)
    ]
