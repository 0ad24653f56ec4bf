"""Twelve invented offices: gminas, cities, a powiat, a voivodeship, a CUW with units, a contractor."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from foundation.accounts.models import MailDomain, Mandate, Organisation, Territory

Kind = Organisation.Kind


@dataclass(frozen=True)
class Office:
    key: str
    name: str
    kind: Kind
    domain: str = ""
    parent: str = ""
    rspo: str = ""


OFFICES = (
    Office("jarzebinowo", "Gmina Jarzębinowo", Kind.GMINA, "jarzebinowo.test"),
    Office("cuw", "Centrum Usług Wspólnych w Jarzębinowie", Kind.SERVICE_CENTRE, "cuw.test", "jarzebinowo"),
    Office("sp1", "Szkoła Podstawowa nr 1 w Jarzębinowie", Kind.SCHOOL, "", "jarzebinowo", "990001"),
    Office("sp2", "Szkoła Podstawowa nr 2 w Jarzębinowie", Kind.SCHOOL, "", "jarzebinowo", "990002"),
    Office("biblioteka", "Biblioteka Publiczna w Jarzębinowie", Kind.LIBRARY, "", "jarzebinowo"),
    Office("olszanka", "Gmina Olszanka Nadrzeczna", Kind.GMINA, "olszanka-nadrzeczna.test"),
    Office("brzezno", "Miasto Brzeźno nad Wełną", Kind.GMINA, "brzezno.test"),
    Office("kalinowiec", "Gmina Kalinowiec Dolny", Kind.GMINA),
    Office("wierzbin", "Miasto Wierzbin", Kind.CITY_POWIAT, "um.wierzbin.test"),
    Office("powiat", "Powiat jarzębinowski", Kind.POWIAT, "powiat-jarzebinowski.test"),
    Office("wojewodztwo", "Województwo nadwełniańskie", Kind.VOIVODESHIP, "nadwelnianskie.test"),
    Office("netserwis", "NetSerwis Kowalczyk", Kind.CONTRACTOR, "netserwis.test"),
)  # fmt: skip

# The offices are invented; where they lie is only told to the map of reports.
VOIVODESHIPS = {
    "30": ("wielkopolskie", ("jarzebinowo", "olszanka", "powiat")),
    "04": ("kujawsko-pomorskie", ("brzezno",)),
    "10": ("łódzkie", ("wierzbin",)),
    "22": ("pomorskie", ("kalinowiec",)),
}

# (serving, served, legal basis)
MANDATES = (
    ("cuw", "sp1", "art. 10a ustawy o samorządzie gminnym, uchwała nr XII/84/2025"),
    ("cuw", "sp2", "art. 10a ustawy o samorządzie gminnym, uchwała nr XII/84/2025"),
    ("cuw", "biblioteka", "art. 10c ustawy o samorządzie gminnym, porozumienie z 3 lutego 2025"),
    ("netserwis", "olszanka", "umowa nr 14/2026 o obsługę informatyczną"),
    ("netserwis", "kalinowiec", "umowa nr 3/2026 o obsługę informatyczną"),
)


def write_offices() -> dict[str, Organisation]:
    """Make the offices that are missing; return them by key."""
    offices: dict[str, Organisation] = {}
    for office in OFFICES:
        offices[office.key], _ = Organisation.objects.get_or_create(
            name=office.name,
            defaults={
                "kind": office.kind,
                "parent": offices.get(office.parent),
                "rspo": office.rspo,
                "official_email": f"urzad@{office.domain}" if office.domain else "",
            },
        )
        if office.domain:
            MailDomain.objects.get_or_create(
                domain=office.domain,
                defaults={"organisation": offices[office.key], "verified_at": timezone.now()},
            )
    _place(offices)
    for serving, served, basis in MANDATES:
        Mandate.objects.get_or_create(
            serving=offices[serving],
            served=offices[served],
            defaults={"legal_basis": basis, "valid_from": date(2026, 1, 1)},
        )
    return offices


def _place(offices: dict[str, Organisation]) -> None:
    """Say in which voivodeship each office lies."""
    for terc, (name, keys) in VOIVODESHIPS.items():
        level = Territory.Level.VOIVODESHIP
        territory, _ = Territory.objects.get_or_create(
            terc=terc, defaults={"name": name, "level": level}
        )
        for key in keys:
            offices[key].territories.add(territory)
