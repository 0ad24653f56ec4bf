"""Figures of all public projects: by place, programme, year and topic. Every amount is counted once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import ExtractYear, Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.accounts.models import Territory
from foundation.folding import fold
from foundation.keyset import query
from foundation.tiles import Tile, voivodeship_tiles
from projects_archive.models import FundingProgramme, Project, ProjectPlace, Topic
from projects_archive.places_counted import SEVERAL, UNKNOWN, WHOLE_COUNTRY

GROUPS = ("topic", "year", "programme")


@dataclass(frozen=True)
class Row:
    """One group: how many projects, their EU contribution, and the list that shows them."""

    label: str
    projects: int
    contribution: Decimal
    address: str = ""
    share: int = 0  # of the largest, in per cent

    @property
    def shown_share(self) -> int:
        """Something that is there is never invisible."""
        return max(1, self.share) if self.projects else 0


@dataclass(frozen=True)
class PlaceRow:
    """One place: projects that run there at all, and the money of those that run nowhere else."""

    code: str
    name: str
    touching: int
    only_here: int
    contribution: Decimal
    address: str = ""


def public_projects() -> QuerySet[Project]:
    return Project.objects.filter(is_public=True).order_by()


def total() -> Row:
    found = public_projects().aggregate(projects=Count("pk"), contribution=Sum("eu_contribution"))
    return Row(_("Together"), found["projects"], found["contribution"] or Decimal(0))


def rows_by(group: str) -> Sequence[Row]:
    """The rows of one of GROUPS. One query, and one for the names of programmes."""
    column = {"topic": F("topic"), "year": ExtractYear("started_on"), "programme": F("programme")}
    counted = (
        public_projects()
        .annotate(group=column[group])
        .values("group")
        .annotate(projects=Count("pk"), contribution=Sum("eu_contribution"))
    )
    found = {row["group"]: row for row in counted}
    names = _names(group, found)
    highest = max((row["contribution"] or 0 for row in found.values()), default=0) or 1
    order = sorted(found, key=lambda key: _order(group, key, found[key]))
    return [
        Row(
            str(names.get(key, key)) if key is not None else _("not given"),
            found[key]["projects"],
            found[key]["contribution"] or Decimal(0),
            _address(group, key, names),
            round(100 * (found[key]["contribution"] or 0) / highest),
        )
        for key in order
    ]


def _order(group: str, key: object, row: Mapping[str, object]) -> tuple:
    """Years in their order, everything else by money; what is not given stands last."""
    return (key is None, key if group == "year" and key else -(row["contribution"] or 0))


def _names(group: str, keys: Mapping[object, object]) -> Mapping[object, object]:
    if group == "topic":
        return dict(Topic.choices)
    if group == "programme":
        return FundingProgramme.objects.in_bulk([key for key in keys if key])
    return {}


def _address(group: str, key: object, names: Mapping[object, object]) -> str:
    """The list of such projects; the list offers programmes of a chosen period only."""
    if key is None:
        return ""
    chosen = {group: key} | ({"period": names[key].period} if group == "programme" else {})
    return reverse("projects_archive:project_list") + query(**chosen)


def place_rows(voivodeship: str = "") -> Sequence[PlaceRow]:
    """All voivodeships, or all powiats of one, and what belongs to none of them alone."""
    level = Territory.Level.POWIAT if voivodeship else Territory.Level.VOIVODESHIP
    places = Territory.objects.filter(level=level, terc__startswith=voivodeship)
    places = sorted(places, key=lambda place: (fold(place.name), place.terc))
    alone, touching = _counted_alone(voivodeship), _touching(voivodeship)
    nothing = (0, Decimal(0))
    rows = [
        PlaceRow(
            place.terc,
            place.name.lower() if not voivodeship else place.name,
            touching.get(place.terc, 0),
            *alone.pop(place.terc, nothing),
            place_address(place.terc),
        )
        for place in places
    ]
    return [*rows, *_rows_of_no_single_place(alone, voivodeship)]


def place_address(terc: str) -> str:
    """The list of projects that run there."""
    chosen = {"voivodeship": terc[:2]} | ({"powiat": terc} if len(terc) == 4 else {})
    return reverse("projects_archive:project_list") + query(**chosen)


def _counted_alone(voivodeship: str) -> dict[str, tuple[int, Decimal]]:
    """Place → projects counted there and nowhere else, and their contribution."""
    projects = public_projects().filter(counted_in__startswith=voivodeship)
    place = F("counted_in") if voivodeship else Substr("counted_in", 1, 2)
    counted = projects.annotate(place=place).values("place")
    rows = counted.annotate(projects=Count("pk"), contribution=Sum("eu_contribution"))
    return {row["place"]: (row["projects"], row["contribution"] or Decimal(0)) for row in rows}


def _touching(voivodeship: str) -> Mapping[str, int]:
    places = ProjectPlace.objects.filter(
        line__project__is_public=True, territory__terc__startswith=voivodeship
    )
    place = Substr("territory__terc", 1, 4 if voivodeship else 2)
    rows = places.order_by().annotate(place=place).values("place")
    counted = rows.annotate(projects=Count("line__project", distinct=True))
    return dict(counted.values_list("place", "projects"))


def _rows_of_no_single_place(
    left: Mapping[str, tuple[int, Decimal]], voivodeship: str
) -> Sequence[PlaceRow]:
    labels = {
        SEVERAL: _("in several voivodeships"),
        WHOLE_COUNTRY: _("the whole country"),
        UNKNOWN: _("place not given"),
    }
    if voivodeship:
        labels = {voivodeship: _("in several powiats, or in no named one")}
    return [
        PlaceRow("", str(label), left[code][0], *left[code])
        for code, label in labels.items()
        if code in left
    ]


def country_tiles(rows: Sequence[PlaceRow]) -> Sequence[Tile]:
    """The map: every voivodeship with the number of projects that run there."""
    by_code = {row.code: row for row in rows if row.code}
    values = {code: row.touching for code, row in by_code.items()}
    names = {code: row.name for code, row in by_code.items()}
    return voivodeship_tiles(values, names, place_address)
