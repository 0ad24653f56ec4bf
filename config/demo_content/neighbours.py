"""Invented gminas whose self-assessments nobody sees one by one: what comparisons and open data are made of."""

from foundation.accounts.models import Organisation, Territory
from knowledge.models import (
    Assessment,
    OfficeProfile,
    RequirementRating,
    RequirementText,
    StandardVersion,
)

STANDARD, NUMBER = "bezpieczenstwo-informacji", "2.0"
NAMES = {
    "30": (
        "Borówiec Stary", "Chmielno Wielkie", "Dębina Leśna", "Grabówek", "Jesionka", "Klonowiec",
        "Lipiny Górne", "Modrzewie", "Olchowo", "Sosnówka Mała", "Topolin", "Wierzbowa Góra",
    ),
    "04": (
        "Bukowiec Kujawski", "Cisowo", "Głogowiec", "Jaworze Nowe", "Kasztanowo", "Leszczyny",
        "Malinowo Górne", "Poziomkowo", "Rokitnik", "Świerczyna", "Tarninowo", "Wrzosowo",
    ),
    "22": ("Brzozówka Morska", "Jałowiec", "Szuwary"),
}  # fmt: skip


def write_neighbours() -> None:
    """Make those that are missing, each with a complete assessment of the newest version."""
    version = StandardVersion.objects.get(standard__slug=STANDARD, number=NUMBER)
    texts = list(version.texts.order_by("position"))
    places = {one.terc: one for one in Territory.objects.filter(terc__in=NAMES)}
    offices = [(places[terc], name) for terc, names in NAMES.items() for name in names]
    for number, (place, name) in enumerate(offices, start=1):
        office, is_new = Organisation.objects.get_or_create(
            name=f"Gmina {name}", defaults={"kind": Organisation.Kind.GMINA}
        )
        if is_new:
            office.territories.add(place)
            _assess(office, version, texts, number)


def _assess(
    office: Organisation, version: StandardVersion, texts: list[RequirementText], number: int
) -> None:
    size = OfficeProfile.Size.MEDIUM
    OfficeProfile.objects.create(organisation=office, size=size)
    assessment = Assessment.objects.create(organisation=office, version=version)
    RequirementRating.objects.bulk_create(
        RequirementRating(assessment=assessment, text=text, result=_result(number, place))
        for place, text in enumerate(texts)
    )


def _result(number: int, place: int) -> str:
    """Some requirements are met by most, some by few; nothing is the same everywhere."""
    results = RequirementRating.Result
    draw = (number * 7 + place * 13 + number * place) % 10
    if draw < 3 + place % 4:
        return results.MET
    return results.PARTLY if draw < 8 else results.NOT_MET
