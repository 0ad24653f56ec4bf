"""Everything that has a name, from A to Ż."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge.alphabet import by_letter
from knowledge.models import GlossaryTerm, GuidancePage, Standard, System
from knowledge.site.addresses import addresses


@dataclass(frozen=True)
class Named:
    name: str
    kind: str
    url: str


@require_safe
def alphabet(request: HttpRequest) -> HttpResponse:
    """Guidance of the reader's language, systems, terms and standards; each letter has its anchor."""
    letters = by_letter(_named(request.user), lambda one: one.name)
    return render(request, "knowledge/alphabet.html", {"letters": letters})


def _named(user) -> Iterator[Named]:
    address = addresses()
    for page in GuidancePage.objects.visible_to(user).in_language().defer("body"):
        yield Named(page.title, _("A piece of guidance"), address(page))
    for system in System.objects.visible_to(user):
        yield Named(system.name, _("System"), system.get_absolute_url())
    for term in GlossaryTerm.objects.visible_to(user):
        yield Named(term.name, _("Term of the glossary"), term.get_absolute_url())
        if term.abbreviation:
            name = f"{term.abbreviation} – {term.name}"
            yield Named(name, _("Term of the glossary"), term.get_absolute_url())
    for standard in Standard.objects.visible_to(user):
        yield Named(standard.name, _("Standard"), standard.get_absolute_url())
