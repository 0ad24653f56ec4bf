"""The governments of the register as organisations: one for each, found again by its territories."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Q

from foundation.accounts.models import Organisation, Territory
from foundation.accounts.terc import Run
from foundation.accounts.terc_offices import Office, offices

BATCH = 500
FIELDS = ("name", "kind", "location", "is_active")
Through = Organisation.territories.through


def write_organisations(history: Mapping[str, Sequence[Run]]) -> Counter:
    """Make or mend the organisation of every government; return how many were created, updated, unchanged."""
    codes = dict(Territory.objects.values_list("terc", "pk"))
    links, known = _known()
    outcomes: Counter = Counter()
    new: list[tuple[Organisation, Office]] = []
    changed: list[Organisation] = []
    wanted: list[tuple[Organisation, Office]] = []
    for office in offices(history):
        organisation = _found(office, codes, links, known)
        if organisation is None:
            new.append((Organisation(**_values(office)), office))
            outcomes["created"] += 1
            continue
        wanted.append((organisation, office))
        differs = any(getattr(organisation, key) != value for key, value in _values(office).items())
        if differs:
            changed.append(_mended(organisation, office))
        outcomes["updated" if differs else "unchanged"] += 1
    Organisation.objects.bulk_create([organisation for organisation, _office in new], BATCH)
    Organisation.objects.bulk_update(changed, [*FIELDS, "search_key"], BATCH)
    _write_links(wanted + new, codes, links)
    return outcomes


def _known() -> tuple[dict[int, int], dict[int, Organisation]]:
    """The organisation of each territory (ids), and the governments by id."""
    known = {o.pk: o for o in Organisation.objects.governments()}
    pairs = Through.objects.filter(organisation__in=Organisation.objects.governments())
    # An office that was only placed in its voivodeship does not govern it.
    placed = Q(territory__level=Territory.Level.VOIVODESHIP) & ~Q(
        organisation__kind=Organisation.Kind.VOIVODESHIP
    )
    pairs = pairs.exclude(placed)
    links = {
        territory: organisation
        for organisation, territory in pairs.order_by("-organisation_id").values_list(
            "organisation_id", "territory_id"
        )
    }
    return links, known


def _found(
    office: Office,
    codes: Mapping[str, int],
    links: Mapping[int, int],
    known: Mapping[int, Organisation],
) -> Organisation | None:
    for code in office.codes:
        if codes[code] in links:
            return known[links[codes[code]]]
    return None


def _values(office: Office) -> dict[str, object]:
    return {key: getattr(office, key) for key in FIELDS}


def _mended(organisation: Organisation, office: Office) -> Organisation:
    for key, value in _values(office).items():
        setattr(organisation, key, value)
    organisation.search_key = Organisation._meta.get_field("search_key").text_of(organisation)
    return organisation


def _write_links(
    pairs: Sequence[tuple[Organisation, Office]],
    codes: Mapping[str, int],
    links: Mapping[int, int],
) -> None:
    """Link each office with its territories; a territory belongs to one government only."""
    missing = [
        Through(organisation_id=organisation.pk, territory_id=codes[code])
        for organisation, office in pairs
        for code in office.codes
        if links.get(codes[code]) != organisation.pk
    ]
    moved = [link.territory_id for link in missing if link.territory_id in links]
    Through.objects.filter(
        territory__in=moved, organisation__in=Organisation.objects.governments()
    ).delete()
    Through.objects.bulk_create(missing, BATCH)
