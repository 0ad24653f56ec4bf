"""Two people change one rating at the same time: what goes together, and what clashes. Plain values only."""

from collections.abc import Mapping
from dataclasses import dataclass

Values = Mapping[str, object]

# What belongs together is kept together: a reason without its rating would say something nobody meant.
UNITS = (("result", "reason"), ("comment",), ("responsible_id",), ("due_on",))


@dataclass(frozen=True)
class Merge:
    """`values` to be stored; `beside` is what the later person wrote and could not be stored."""

    values: Values
    beside: Values

    @property
    def is_clean(self) -> bool:
        return not self.beside


def merge(base: Values, now: Values, mine: Values) -> Merge:
    """Put `mine`, written on top of `base`, into what is stored `now`.

    A unit that only one of the two changed is taken from that one; where both changed it to different
    values the stored one stays and mine is kept beside.
    """
    values, beside = dict(now), {}
    for unit in UNITS:
        was, stored, written = (_of(unit, one) for one in (base, now, mine))
        if written in (was, stored):
            continue
        if stored == was:
            values |= written
        else:
            beside |= written
    return Merge(values, beside)


def _of(unit: tuple[str, ...], values: Values) -> dict[str, object]:
    return {name: values[name] for name in unit}
