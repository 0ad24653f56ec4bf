"""From facts to figures, pure: medians, percentiles, groups, days."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from helpdesk.reports.facts import Fact

# Upper ends of the classes of age, in days; the last class has none.
AGES = (1, 3, 7, 14, 30)


def percentile(values: Sequence[int], share: int) -> int | None:
    """The smallest value that at least `share` per cent of `values` do not exceed; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def kept_share(broken: Sequence[bool | None]) -> int | None:
    """Per cent of the promises that were kept, of those that came to an end; None of nothing."""
    ended = [one for one in broken if one is not None]
    return round(100 * ended.count(False) / len(ended)) if ended else None


@dataclass(frozen=True)
class Figures:
    """What is said of one group of tickets; times in minutes of working time."""

    count: int
    response_median: int | None
    response_p90: int | None
    resolution_median: int | None
    resolution_p90: int | None
    response_kept: int | None
    resolution_kept: int | None

    @property
    def is_empty(self) -> bool:
        return not self.count


def figures(facts: Sequence[Fact], at: datetime) -> Figures:
    responses = [f.first_response_took for f in facts if f.first_response_took is not None]
    resolutions = [f.resolution_took for f in facts if f.resolution_took is not None]
    return Figures(
        count=len(facts),
        response_median=percentile(responses, 50),
        response_p90=percentile(responses, 90),
        resolution_median=percentile(resolutions, 50),
        resolution_p90=percentile(resolutions, 90),
        response_kept=kept_share([fact.broke_response(at) for fact in facts]),
        resolution_kept=kept_share([fact.broke_resolution(at) for fact in facts]),
    )


def grouped(
    facts: Sequence[Fact], key: Callable[[Fact], Hashable], at: datetime
) -> Mapping[Hashable, Figures]:
    """Figures by `key`, the largest group first; facts whose key is None or empty are left out."""
    groups: dict[Hashable, list[Fact]] = defaultdict(list)
    for fact in facts:
        if (name := key(fact)) not in (None, ""):
            groups[name].append(fact)
    largest = sorted(groups.items(), key=lambda group: (-len(group[1]), str(group[0])))
    return {name: figures(group, at) for name, group in largest}


def ages(facts: Sequence[Fact], at: datetime) -> Sequence[int]:
    """How many open tickets are of each class of age in `AGES`, the youngest first."""
    counts = [0] * (len(AGES) + 1)
    for fact in facts:
        days = (at - fact.opened_at) / timedelta(days=1)
        counts[sum(days >= end for end in AGES)] += 1
    return counts


@dataclass(frozen=True)
class Step:
    """One day or week of a period: how many came in and how many were finished."""

    begins_on: date
    opened: int
    finished: int


def steps(
    opened: Sequence[datetime], finished: Sequence[datetime], *, since: datetime, until: datetime
) -> Sequence[Step]:
    """The period day by day, or week by week (from Mondays) where it is longer than five weeks."""
    first, last = timezone.localdate(since), timezone.localdate(until)
    length = 1 if (last - first).days <= 35 else 7
    first -= timedelta(days=first.weekday() if length == 7 else 0)
    came, went = (
        Counter((timezone.localdate(one) - first).days // length for one in moments)
        for moments in (opened, finished)
    )
    number = (last - first).days // length + 1
    return [
        Step(first + timedelta(days=length * place), came[place], went[place])
        for place in range(number)
    ]
