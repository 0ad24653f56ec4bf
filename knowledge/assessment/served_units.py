"""The offices that one serves, with how each stands: a handful of queries however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from foundation.accounts.models import Organisation
from knowledge.assessment.standings import results_of
from knowledge.assessment.tally import Tally, tally
from knowledge.models import Assessment
from knowledge.offices import served_by


@dataclass(frozen=True)
class Unit:
    """`assessment` is None where the office is not included yet; `own` counts what it rated differently."""

    office: Organisation
    assessment: Assessment | None = None
    tally: Tally = field(default_factory=Tally)
    own: int = 0

    @property
    def is_included(self) -> bool:
        return self.assessment is not None


def units_of(base: Assessment) -> Sequence[Unit]:
    """Every office that the office of `base` serves, by name. Three queries."""
    offices = list(served_by(base.organisation))
    heirs = Assessment.objects.filter(inherits_from=base, organisation__in=offices)
    by_office = {one.organisation_id: one for one in heirs}
    results = results_of([base.pk, *(one.pk for one in by_office.values())])
    return [_unit(office, by_office.get(office.pk), base, results) for office in offices]


def _unit(office: Organisation, heir: Assessment | None, base: Assessment, results) -> Unit:
    if heir is None:
        return Unit(office)
    inherited, own = results[base.pk], results[heir.pk]
    counted = tally(result or inherited[text] for text, result in own.items())
    differing = [text for text, result in own.items() if result and result != inherited[text]]
    return Unit(office, heir, counted, len(differing))
