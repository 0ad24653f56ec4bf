"""The glossary as everybody reads it."""

from collections.abc import Sequence
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.glossary.explaining import Term
from knowledge.models import GlossaryTerm

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """All terms from A to Ż on one page; each has its permanent anchor."""
    terms = sorted(GlossaryTerm.objects.visible_to(request.user).for_list(), key=alphabetical)
    letters = [(letter, list(group)) for letter, group in groupby(terms, key=first_letter)]
    return render(request, "knowledge/glossary/list.html", {"letters": letters})


def alphabetical(term: GlossaryTerm) -> tuple[Sequence[int], str]:
    """Order of the Polish alphabet: ą after a, ł after l."""
    name = term.name.lower()
    return [ALPHABET.find(sign) for sign in name], name


def first_letter(term: GlossaryTerm) -> str:
    first = term.name[:1].lower()
    return first.upper() if first in ALPHABET else "#"


def terms_for_pages() -> Sequence[Term]:
    """Published terms in the reader's language, for being explained in place."""
    return [
        Term(one.slug, one.name, one.abbreviation, one.definition, one.get_absolute_url())
        for one in GlossaryTerm.objects.filter(live=True)
    ]
