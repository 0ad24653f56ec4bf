"""The facets beside the results: by kind, topic, audience and year, each choice with its count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.search.grouping import KIND, NAMES, TOPIC, WRITTEN_FOR, YEAR, group, name_of
from foundation.search.indexing import audience_indexes

MOST_CHOICES = 12


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: Sequence[Choice]

    @property
    def is_chosen_from(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


def known_groups() -> Mapping[str, str]:
    """Labels of every group but years, in the reader's language."""
    labels: dict[str, str] = {}
    for index in audience_indexes().values():
        labels[group(KIND, index.kind)] = str(index.kind_label)
        labels |= index.labels()
    return labels


def facets(
    counts: Mapping[str, int], chosen: frozenset[str], labels: Mapping[str, str]
) -> Sequence[Facet]:
    """Facets with something to choose, the largest choices first, years from the newest."""
    headings = {
        KIND: _("What kind"),
        TOPIC: _("Topic"),
        WRITTEN_FOR: pgettext("audience", "For whom"),
        YEAR: _("Year"),
    }
    found = (Facet(name, headings[name], _choices(name, counts, chosen, labels)) for name in NAMES)
    return [facet for facet in found if facet.choices]


def _choices(
    name: str, counts: Mapping[str, int], chosen: frozenset[str], labels: Mapping[str, str]
) -> Sequence[Choice]:
    tokens = {token for token in {*counts, *chosen} if name_of(token) == name}
    choices = [
        Choice(value, labels.get(token, value), counts.get(token, 0), token in chosen)
        for token in tokens
        if (value := token.partition(":")[2]) and (token in labels or name == YEAR)
    ]
    if name == YEAR:
        choices.sort(key=lambda choice: choice.value, reverse=True)
    else:
        choices.sort(key=lambda choice: (-choice.count, choice.label))
    return choices[:MOST_CHOICES]
