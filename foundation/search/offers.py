"""Where to go when search cannot help: lists to browse, and a person to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from foundation.search.indexing import audience_indexes


@dataclass(frozen=True)
class Offer:
    label: str
    url: str


def lists_to_browse() -> Sequence[Offer]:
    """The public list of each kind of thing that can be found."""
    offers = [
        Offer(str(index.kind_label), _address(index.browse_name))
        for index in audience_indexes().values()
        if index.browse_name
    ]
    return sorted((o for o in dict.fromkeys(offers) if o.url), key=lambda offer: offer.label)


def address_to_ask(question: str) -> str:
    """The form that asks a consultant, with the question filled in; empty where there is no help desk."""
    address = _address("helpdesk:ticket_new")
    return f"{address}?{urlencode({'subject': question[:150]})}" if address else ""


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
