"""How offices stand together: beside similar ones, and by voivodeship. What one office says stays its own.

Only complete assessments count, and only what an office said itself: an inherited rating is another office's
word. Offices that their heads made public may be seen one by one, so they protect nobody: whether a figure is
shown is decided by the others alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from foundation.accounts.models import Organisation, Territory
from knowledge.assessment.standings import Standing
from knowledge.assessment.suppression import Split, rows_to_show, summed
from knowledge.models import (
    Assessment,
    OfficeProfile,
    RequirementRating,
    RequirementText,
    SignOff,
    StandardVersion,
)

FULFILLED = (RequirementRating.Result.MET, RequirementRating.Result.NOT_APPLICABLE)
Place = Mapping[str, str]


@dataclass(frozen=True)
class Comparison:
    """One requirement: how the office stands, and how similar ones do; None where nothing may be said."""

    standing: Standing
    others: Split | None


@dataclass(frozen=True)
class Figure:
    """One requirement in the whole country and by code of voivodeship; only what may be shown."""

    text: RequirementText
    country: Split | None
    places: Mapping[str, Split]


def size_of(office: Organisation) -> str:
    """How many people the office says it has, as a value of `OfficeProfile.Size`; empty if it does not say."""
    sizes = OfficeProfile.objects.filter(organisation=office).values_list("size", flat=True)
    return sizes.first() or ""


def comparisons(
    assessment: Assessment, standings: Sequence[Standing], size: str
) -> Sequence[Comparison]:
    """Each requirement beside other offices of the same kind and `size`. One query.

    There is no wider group for offices that name no size: two groups, one inside the other, would tell by
    their difference what must not be told.
    """
    same_size = OfficeProfile.objects.filter(size=size).values("organisation")
    peers = Assessment.objects.for_statistics(assessment.version).filter(
        organisation__kind=assessment.organisation.kind, organisation__in=same_size
    )
    peers = peers.exclude(organisation=assessment.organisation)
    counted = _counted(peers, "text")
    splits = {row["text"]: (_split(row), _split(row, "unnamed_")) for row in counted}
    nothing = Split(), Split()
    return [
        Comparison(one, whole if unnamed.is_safe else None)
        for one in standings
        for whole, unnamed in [splits.get(one.own.text_id, nothing)]
    ]


def figures_of(version: StandardVersion) -> Sequence[Figure]:
    """Every requirement of `version`, in its order, by voivodeship. Two queries."""
    whole: dict[int, dict[str, Split]] = defaultdict(dict)
    unnamed: dict[int, dict[str, Split]] = defaultdict(dict)
    governments = Assessment.objects.for_statistics(version).filter(
        organisation__kind__in=Organisation.GOVERNMENT_KINDS,
        organisation__territories__isnull=False,
    )
    placed = governments.annotate(place=Substr("organisation__territories__terc", 1, 2))
    for row in _counted(placed, "text", "place"):
        whole[row["text"]][row["place"]] = _split(row)
        unnamed[row["text"]][row["place"]] = _split(row, "unnamed_")
    texts = RequirementText.objects.filter(version=version).order_by("position")
    return [_figure(text, whole[text.pk], unnamed[text.pk]) for text in texts]


def places() -> Place:
    """Names of voivodeships by code."""
    found = Territory.objects.filter(level=Territory.Level.VOIVODESHIP).order_by("name", "terc")
    return dict(found.values_list("terc", "name"))


def open_data(figures: Sequence[Figure], names: Place) -> Iterator[Sequence[object]]:
    """Rows of requirement, voivodeship and both counts; every voivodeship has one, a hidden count is empty."""
    for figure in figures:
        for code, name in {"": "", **names}.items():
            split = figure.places.get(code) if code else figure.country
            counts = (split.fulfilled, split.gaps) if split else ("", "")
            yield [figure.text.code, figure.text.title, code, name, *counts]


def _figure(text: RequirementText, whole: Mapping, unnamed: Mapping) -> Figure:
    shown = rows_to_show(unnamed)
    country = summed(whole.values()) if summed(unnamed.values()).is_safe else None
    return Figure(text, country, {place: whole[place] for place in sorted(shown)})


def _counted(assessments: QuerySet[Assessment], *by: str) -> QuerySet:
    """How many of `assessments` stand on either side, and how many of those are not public by name."""
    named = SignOff.objects.made_public().filter(assessment=OuterRef("pk"))
    groups = assessments.annotate(is_named=Exists(named), text=F("ratings__text"))
    met, unnamed = Q(ratings__result__in=FULFILLED), Q(is_named=False)
    return (
        groups.order_by()
        .values(*by)
        .annotate(
            fulfilled=Count("pk", filter=met, distinct=True),
            gaps=Count("pk", filter=~met, distinct=True),
            unnamed_fulfilled=Count("pk", filter=met & unnamed, distinct=True),
            unnamed_gaps=Count("pk", filter=~met & unnamed, distinct=True),
        )
    )


def _split(row: Mapping[str, int], which: str = "") -> Split:
    return Split(row[f"{which}fulfilled"], row[f"{which}gaps"])
