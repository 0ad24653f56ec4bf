"""The first pass over a list: everything is read and judged before anything is written."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from projects_archive.identity import IdentifiedRow, Places, Repetitions
from projects_archive.sources.detection import ProjectSource
from projects_archive.sources.rows import Problem, UnreadableList

FINGERPRINTS = 2_000  # enough to recognise a list


@dataclass
class Survey:
    """What a file holds: rows, sums of those taken, problems of the others."""

    rows: int = 0
    taken: int = 0
    total_value: Decimal = Decimal(0)
    eu_contribution: Decimal = Decimal(0)
    problems: Counter[Problem] = field(default_factory=Counter)
    fingerprints: list[str] = field(default_factory=list)
    places: Places = field(default_factory=Places)


def survey(source: ProjectSource, *, progress: Callable[[int], None] | None = None) -> Survey:
    """Read the whole file once. Raises UnreadableList where not one row could be taken."""
    found = Survey()
    with Repetitions() as repetitions:
        for row in source.rows():
            _note(found, repetitions.identify(row))
            if progress and found.rows % 1000 == 0:
                progress(found.rows)
        found.places = repetitions.places
    if not found.taken:
        raise UnreadableList(_why_nothing(found))
    return found


def _note(found: Survey, identified: IdentifiedRow) -> None:
    found.rows += 1
    facts = identified.row.facts
    if facts is None:
        found.problems[identified.row.problem] += 1
        return
    found.taken += 1
    found.total_value += facts.total_value or 0
    found.eu_contribution += facts.eu_contribution or 0
    if len(found.fingerprints) < FINGERPRINTS:
        found.fingerprints.append(identified.fingerprint)


def _why_nothing(found: Survey) -> str:
    if not found.rows:
        return _("There is no row below the headings.")
    problem, count = found.problems.most_common(1)[0]
    return _("Not one of %(rows)d rows can be taken. Most often (%(count)d): %(reason)s.") % {
        "rows": found.rows,
        "count": count,
        "reason": problem.label,
    }
