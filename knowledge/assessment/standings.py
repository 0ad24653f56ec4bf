"""How an office stands: its own ratings, and below them those of the office that serves it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from foundation.accounts.models import Organisation
from knowledge.assessment.tally import Tally, tally
from knowledge.models import Assessment, RequirementRating
from knowledge.offices import served_by, serving_of


@dataclass(frozen=True)
class Standing:
    """One requirement: the office's own rating, and the inherited one, which counts where that is open."""

    own: RequirementRating
    inherited: RequirementRating | None = None

    @property
    def counted(self) -> RequirementRating:
        return self.inherited if self.is_inherited else self.own

    @property
    def is_inherited(self) -> bool:
        return bool(not self.own.result and self.inherited and self.inherited.result)

    @property
    def deviates(self) -> bool:
        return bool(self.own.result and self.inherited and self.inherited.result)

    @property
    def result(self) -> str:
        return self.counted.result

    @property
    def is_gap(self) -> bool:
        return self.counted.is_gap


@dataclass(frozen=True)
class Chapter:
    """A chapter of the standard with how the office stands in it."""

    title: str
    standings: Sequence[Standing]

    @property
    def tally(self) -> Tally:
        return tally(one.result for one in self.standings)


def base_of(assessment: Assessment, at: datetime | None = None) -> Assessment | None:
    """The assessment that `assessment` inherits from, as long as that office serves this one."""
    base = assessment.inherits_from
    if base and served_by(base.organisation, at).filter(pk=assessment.organisation_id).exists():
        return base
    return None


def standings_of(
    assessment: Assessment, base: Assessment | None = None, *, with_evidence: bool = False
) -> Sequence[Standing]:
    """Every requirement in the order of the standard; `base` as `base_of` gives it."""
    ratings = RequirementRating.objects.filter(assessment=assessment).in_order()
    inherited: Mapping[int, RequirementRating] = {}
    if base:
        of_base = RequirementRating.objects.filter(assessment=base)
        inherited = {one.text_id: one for one in of_base.select_related("text", "responsible")}
        for one in inherited.values():
            one.assessment = base
    if with_evidence:
        ratings = ratings.prefetch_related("evidence__file")
    own_ratings = list(ratings.select_related("text", "responsible", "former__text"))
    for own in own_ratings:
        own.assessment, own.text.version = assessment, assessment.version
    return [Standing(own, inherited.get(own.text_id)) for own in own_ratings]


def chapters_of(standings: Sequence[Standing]) -> Sequence[Chapter]:
    """The standings by chapter, in their order."""
    grouped = groupby(standings, key=lambda one: one.own.text.chapter)
    return [Chapter(title, list(members)) for title, members in grouped]


def results_of(keys: Iterable[int]) -> Mapping[int, Mapping[int, str]]:
    """What assessments say themselves: by their keys and the keys of the texts. One query."""
    results: dict[int, dict[int, str]] = defaultdict(dict)
    rows = RequirementRating.objects.filter(assessment__in=keys)
    for assessment, text, result in rows.values_list("assessment", "text", "result"):
        results[assessment][text] = result
    return results


def tallies_of(assessments: Sequence[Assessment], office: Organisation) -> Mapping[int, Tally]:
    """How the assessments of one office stand, by key, with what it inherits. Two queries."""
    serving = set(serving_of(Organisation.objects.filter(pk=office.pk)).values_list(flat=True))
    bases = {
        one.pk: one.inherits_from_id
        for one in assessments
        if one.inherits_from and one.inherits_from.organisation_id in serving
    }
    keys = {one.pk for one in assessments}
    results = results_of(keys | set(bases.values()))
    return {
        key: tally(
            own or results[bases.get(key)].get(text, "") for text, own in results[key].items()
        )
        for key in keys
    }
