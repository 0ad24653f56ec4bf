"""Who is behind a beneficiary's name: what kind of body, and which organisation where that is certain."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from stdnum.pl import nip as nip_number
from stdnum.pl import regon as regon_number

from foundation.accounts.models import Organisation
from foundation.folding import fold
from projects_archive.first_names import FIRST_NAMES
from projects_archive.models import BeneficiaryKind
from projects_archive.words import first_fitting, stems

# The first that fits.
KIND_WORDS = {
    kind: stems(words, ending="")
    for kind, words in {
        BeneficiaryKind.EDUCATION: r"""
            uniwersytet; politechnik; akademi; szkol; instytut; uczelni; przedszkol; oswiat;
            centralna komisja egzamin; centrum nauk; wyzsz
        """,
        BeneficiaryKind.HEALTH: r"""
            szpital; zaklad\w* opieki; zoz\b; spzoz; spzzoz; przychodni; osrodek medycyn;
            sanatori; centrum (?:medyczn|onkolog|zdrowi|rehabil); osrodek zdrowia; pogotowi
        """,
        BeneficiaryKind.COMPANY: r"""
            spolka; sp (?:z )?(?:z ?)?o ?o; sp ?zo ?o; s a\b; sa\b; sp j; sp k; s k a; ltd\b;
            gmbh; polska sp
        """,
        BeneficiaryKind.ASSOCIATION: r"""
            stowarzyszen; fundacj; zwiazek (?:ochotn|harc|pracod); izba\b; towarzystw; parafi;
            diecez; zakon; caritas; polskie forum; spoldzieln; lokalna grupa
        """,
        BeneficiaryKind.CULTURE: r"""
            muzeum; bibliotek; archiw; teatr; filharmon; dom kultury; osrodek kultury; filmotek
        """,
        BeneficiaryKind.VOIVODESHIP: r"""
            wojewodztw; urzad marszalkowski; zarzad wojewodztwa
        """,
        BeneficiaryKind.POWIAT: r"""
            powiat\b; starostwo
        """,
        BeneficiaryKind.GMINA: r"""
            gmina\b; miasto\b; miasta\b; gminy\b; m st\b; miasto stoleczne; zwiazek
            (?:gmin|miast|miedzyg); \w+ (?:\w+ )?miasto na prawach powiatu; urzad
            (?:miasta|gminy|miejski)
        """,
        BeneficiaryKind.CENTRAL: r"""
            minist; glown\w+ (?:urzad|inspektor); urzad; kancelari\w+
            (?:prezesa|prezydent|sejmu); generalna dyrekcja; naczelna dyrekcja; agencja;
            narodow; krajow; prokuratur; komenda; sad\b; zaklad ubezpieczen; skarb panstwa;
            centrum (?:projektow|unijnych|rozwoju zasobow|informatyki); wojewoda; izba
            administracji; fundusz ochrony; regionaln; nadlesnictw; osrodek przetwarzania; bank
            gospodarstwa; wojewodzki; polska agencja
        """,
    }.items()
}
KIND_OF_ORGANISATION = {
    Organisation.Kind.GMINA: BeneficiaryKind.GMINA,
    Organisation.Kind.CITY_POWIAT: BeneficiaryKind.GMINA,
    Organisation.Kind.POWIAT: BeneficiaryKind.POWIAT,
    Organisation.Kind.VOIVODESHIP: BeneficiaryKind.VOIVODESHIP,
}

# Firms of natural persons carry such words too, so a first name decides before them.
FIRM_WORDS = stems(
    "przedsiebiorstw; firma; zaklad; s c; pracown; biuro; hurtowni; fabryk", ending=""
)

BY_NIP, BY_REGON, BY_NAME, BY_NAME_AND_PLACE = "nip", "regon", "name", "name-and-place"

# Words before a name that say what it is; what follows must be the whole name.
NAMED = re.compile(
    r"^(?:(?P<powiat>powiat(?: (?:grodzki|ziemski))?)|(?P<voivodeship>(?:samorzad )?wojewodztw[oa])"
    r"|(?P<city>gmina (?:miejska|miasto|miasta|m)|miasto(?: stoleczne)?(?! i gmina)|m st)"
    r"|(?P<gmina>gmina(?: (?:miejsko wiejska|wiejska|i miasto))?|miasto i gmina)) (?P<name>[a-z ]+)$"
)
CITY_POWIAT = re.compile(r"^(?P<name>[a-z ]+?) miasto na prawach powiatu$")
# The part of a name after which only the office of the same body follows.
OFFICE_TAIL = re.compile(r"\s*(?:[-–/]|,)\s*(?:urząd|starostwo|zarząd).*$", re.IGNORECASE)


def kind_of(name: str) -> BeneficiaryKind:
    """Kind of body by the words of its name; a name with a first name and no other sign is a person."""
    folded = fold(name)
    kind = first_fitting(KIND_WORDS, folded)
    if kind:
        return kind
    if FIRST_NAMES.intersection(folded.split()):
        return BeneficiaryKind.PERSON
    return BeneficiaryKind.COMPANY if FIRM_WORDS.search(folded) else BeneficiaryKind.OTHER


@dataclass(frozen=True)
class Match:
    """An organisation, and how it was recognised."""

    organisation_id: int
    how: str


@dataclass(frozen=True)
class Office:
    """An organisation of the register with one of its territories, if it has any."""

    pk: int
    kind: str
    name: str
    nip: str = ""
    regon: str = ""
    territory_id: int | None = None
    terc: str = ""


class BeneficiaryIndex:
    """The register by number and by name, read once for an import."""

    def __init__(self, organisations: Iterable[Office]) -> None:
        self._by_nip: dict[str, set[int]] = defaultdict(set)
        self._by_regon: dict[str, set[int]] = defaultdict(set)
        self._by_name: dict[tuple[str, str], set[tuple[int, str]]] = defaultdict(set)
        self.kinds: dict[int, str] = {}
        self.seats: dict[int, set[int]] = defaultdict(set)
        for office in organisations:
            self.kinds[office.pk] = office.kind
            if office.nip:
                self._by_nip[office.nip].add(office.pk)
            if office.regon:
                self._by_regon[office.regon].add(office.pk)
            if office.territory_id:
                self.seats[office.pk].add(office.territory_id)
            level, bare = _level_and_name(office.name, office.kind)
            for each in {level, *(["gmina"] if level == "city" else [])}:
                self._by_name[each, bare].add((office.pk, office.terc[:2]))

    @classmethod
    def from_register(cls) -> "BeneficiaryIndex":
        """All active offices; one with two territories, a city with powiat rights, comes twice."""
        columns = ("pk", "kind", "name", "nip", "regon", "territories", "territories__terc")
        rows = Organisation.objects.active().values_list(*columns)
        return cls(Office(*row[:6], row[6] or "") for row in rows)

    def find(
        self, name: str, *, nip: str = "", regon: str = "", voivodeships: Iterable[str] = ()
    ) -> Match | None:
        """The one organisation meant, or None where there is none or more than one.

        Names that several gminas share are decided by `voivodeships` (two digits) of the project.
        """
        for number, index, how in (
            (_valid(nip_number, nip), self._by_nip, BY_NIP),
            (_valid(regon_number, regon), self._by_regon, BY_REGON),
        ):
            if number and len(index.get(number, ())) == 1:
                return Match(next(iter(index[number])), how)
        level, bare = _level_and_name(OFFICE_TAIL.sub("", name))
        found = self._by_name.get((level, bare), set()) if bare else set()
        if len({key for key, _where in found}) == 1:
            return Match(next(iter(found))[0], BY_NAME)
        places = set(voivodeships)
        near = {key for key, where in found if where in places}
        return Match(near.pop(), BY_NAME_AND_PLACE) if len(near) == 1 and len(places) == 1 else None


def _valid(number_kind, number: str) -> str:
    bare = number_kind.compact(number)
    return bare if bare.strip("0") and number_kind.is_valid(bare) else ""


LEVELS = {
    Organisation.Kind.GMINA: "gmina",
    Organisation.Kind.CITY_POWIAT: "city",
    Organisation.Kind.POWIAT: "powiat",
    Organisation.Kind.VOIVODESHIP: "voivodeship",
}


def _level_and_name(name: str, kind: str = "") -> tuple[str, str]:
    """(`city`, `ozorkow`) from „GMINA MIASTO OZORKÓW”; ("", "") where the name is of no such form.

    „Gmina X” may mean a city too, „miasto X” never the rural gmina around it. A name of the register
    may lack the word before it: then `kind` says what it is.
    """
    folded = fold(name)
    city = CITY_POWIAT.match(folded)
    if city:
        return "city", city["name"]
    found = NAMED.match(folded)
    if not found:
        return (LEVELS[kind], folded) if kind in LEVELS else ("", "")
    level = next(one for one in ("powiat", "voivodeship", "city", "gmina") if found[one])
    if level == "voivodeship":  # „samorząd województwa pomorskiego”
        return level, found["name"].removesuffix("go")
    return level, found["name"]
