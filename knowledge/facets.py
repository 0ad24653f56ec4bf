"""Facets of a list: what a reader may choose, and nothing else, reaches a query.

A value from the address counts only when it is one of a facet's own choices; anything else is ignored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from foundation.keyset import query


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: Sequence[Choice]


@dataclass(frozen=True)
class ShownChoice:
    """One choice as a link: choosing it, or taking it back when it is chosen."""

    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class ShownFacet:
    label: str
    choices: Sequence[ShownChoice]


class Facets:
    def __init__(self, *facets: Facet) -> None:
        self.facets = facets

    def chosen(self, parameters: QueryDict) -> Mapping[str, str]:
        """The chosen value by facet, from values that are on offer only."""
        found = {}
        for facet in self.facets:
            value = parameters.get(facet.name, "")
            if any(choice.value == value for choice in facet.choices):
                found[facet.name] = value
        return found

    def shown(self, parameters: QueryDict) -> Sequence[ShownFacet]:
        """Facets that have a choice, as links."""
        chosen = self.chosen(parameters)
        return [
            ShownFacet(facet.label, [_link(facet, choice, chosen) for choice in facet.choices])
            for facet in self.facets
            if facet.choices
        ]

    def labels(self, parameters: QueryDict) -> Sequence[str]:
        """What is chosen, in words."""
        chosen = self.chosen(parameters)
        return [
            str(choice.label)
            for facet in self.facets
            for choice in facet.choices
            if chosen.get(facet.name) == choice.value
        ]

    def address(self, parameters: QueryDict, **more: object) -> str:
        """The address of this list with what is chosen, and `more`; empty values are left out."""
        return query(**self.chosen(parameters), **more)


def _link(facet: Facet, choice: Choice, chosen: Mapping[str, str]) -> ShownChoice:
    is_chosen = chosen.get(facet.name) == choice.value
    rest = {name: value for name, value in chosen.items() if name != facet.name}
    values = rest if is_chosen else {**rest, facet.name: choice.value}
    return ShownChoice(str(choice.label), query(**values), is_chosen)
