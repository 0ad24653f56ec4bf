"""What offices of the same kind and size spent on projects of a topic: ranges, never of a few."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles

from foundation.accounts.models import Organisation
from knowledge.assessment.figures import size_of
from knowledge.models import OfficeProfile
from projects_archive.models import Project, Topic

LEAST_OFFICES = 5
MOST_ROWS = 20_000


@dataclass(frozen=True)
class Spent:
    """One topic: how many offices, and between which amounts the middle half of projects lies."""

    topic: str
    label: str
    offices: int
    low: Decimal
    middle: Decimal
    high: Decimal


def spent_by_offices_like(office: Organisation) -> Sequence[Spent]:
    """By topic, the topics of most offices first; a topic of fewer than five offices is left out."""
    alike = Organisation.objects.filter(kind=office.kind)
    if size := size_of(office):
        same_size = OfficeProfile.objects.filter(size=size).values("organisation")
        alike = alike.filter(pk__in=same_size)
    projects = Project.objects.filter(
        is_public=True, organisation__in=alike.exclude(pk=office.pk), total_value__gt=0
    )
    values: dict[str, list[Decimal]] = defaultdict(list)
    offices: dict[str, set[int]] = defaultdict(set)
    rows = projects.values_list("topic", "organisation", "total_value").order_by("-pk")
    for topic, organisation, value in rows[:MOST_ROWS]:
        values[topic].append(value)
        offices[topic].add(organisation)
    labels = dict(Topic.choices)
    found = [
        Spent(topic, labels[topic], len(offices[topic]), *quantiles(amounts, n=4))
        for topic, amounts in values.items()
        if len(offices[topic]) >= LEAST_OFFICES
    ]
    return sorted(found, key=lambda one: (-one.offices, one.topic))
