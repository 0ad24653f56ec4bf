"""The list of systems: facets and pages."""

from collections.abc import Mapping
from functools import partial

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from foundation.keyset import keyset_page
from knowledge.facets import Choice, Facet, Facets
from knowledge.models import System

PAGE_SIZE = 30

FACETS = Facets(
    Facet("level", _("Level"), [Choice(*pair) for pair in System.Level.choices]),
    Facet("state", _("State"), [Choice(*pair) for pair in System.State.choices]),
)


def system_listing(user, parameters: QueryDict) -> Mapping[str, object]:
    """What the list page shows for these parameters; unknown values are ignored."""
    systems = System.objects.visible_to(user).filter(**FACETS.chosen(parameters))
    page = keyset_page(systems, parameters, field="sorted_name", size=PAGE_SIZE, ascending=True)
    return {
        "facets": FACETS.shown(parameters),
        "chosen": FACETS.labels(parameters),
        "systems": page.rows,
        "total": systems.count(),
        **page.addresses(partial(FACETS.address, parameters)),
    }
