"""Is a funded project digital? Ordered rules on the words of its title; the first that fits decides.

Digital means: the project builds, buys or develops software, an electronic service, digital data,
computer equipment or a network. Teaching digital skills builds nothing that another office could
reuse, so people decide those. Lists hold roads and sewers too; without a word that speaks for it a
project is not digital. Stems are matched against folded words (no case, no diacritics).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from foundation.folding import fold
from projects_archive.words import stems

DIGITAL, NOT_DIGITAL, UNSURE = "digital", "not_digital", "unsure"


@dataclass(frozen=True)
class Judgement:
    """`rule` is the name of the rule that decided, `words` what it found in the row."""

    verdict: str
    rule: str
    words: str = ""


@dataclass(frozen=True)
class Signs:
    """What was found in a row, by strength."""

    strong: Sequence[str]
    weak: Sequence[str]
    built: Sequence[str]
    staff: Sequence[str]
    skills: Sequence[str]
    studies: Sequence[str]
    export: Sequence[str]
    domain: str
    category: str


# Names of institutions and programmes say nothing of the project itself.
NAMES = stems(
    r"""
        (?:programu? )?operacyjn\w+ polska cyfrow; polska cyfrow; polski cyfrow; administracji i
        cyfryzacji; minist\w+ cyfryzacji; komunikacji elektronicznej; przetwarzania informacji;
        szkol\w+ informatyki i zarzadzania; wydzial\w* (?:\w+ ){0,3}informatyk; system
        realizacji; instytucji system
    """
)

STRONG = stems(
    r"""
        informaty(?:czn|zacj|zow); teleinformat; bioinformat; geoinform; komputer; oprogramowan;
        cyfryz; cyfrow; digital; ucyfrow; zdigital; internet; software; hardware; e
        (?:uslug|zdrow|urzad|urzed|administr|dziennik|learning|recept|sad\b|podpis|faktur|bibliotek|kultur
        |pracown|nadzor|geodezj|geodet|gmin|powiat|turyst|aptek|skarb|commerce|handel|dokument|budown|obyw|platform
        |szkol|edukac|matur|rejest|dowod|krew|puap|czynsz|mieszk|pacjent|medycyn|medycz);
        euslug; eurzad; ezdrow; epuap; portal; serwis(?:u|y|ow)? (?:internet|informac|www);
        stron\w* (?:internet|www); www; elektroniczn\w+
        (?:uslug|obieg|dokument|platform|archiw|dziennik|rejestr|zarzadz|obslug|protok|katalog|systemu?
        obieg|administ); (?:uslug|dokument|obieg|akt|protokol|archiw|dziennik|podpis|faktur)\w*
        elektroniczn; (?:dokumentow|uslug) (?:\w+ )?elektron; chmur; baz\w? danych; bazodan;
        cyberbezp; cybern; szerokopasm; swiatlowod; (?:centr\w+ danych|data cent); serwerown;
        przetwarzani\w+ danych; sztuczn\w+ inteligencj; neuronow; algorytm;
        (?:crm|erp|gis|it|ict|tik|b2b|ehr|edm|iot|saas)\b; informacj\w+ (?:przestrzenn|o
        nieruchomosc|o terenie); analiz przestrzenn; geoportal; geodezyjn; aplikacj\w+
        (?:mobiln|internet|web|online|biznes|komput); aplikacji? na (?:urzadz|smart|telef); gier
        (?:i aplik|komput|online|wideo); (?:gra|gry) (?:komput|mobiln|wideo); wirtualn;
        rozszerzon\w+ rzecz; urzadzeni\w+ mobiln; wideokonfer; telemedyc; wi fi\b; open data;
        otwart\w+ dan; big data; blockchain; uczeni\w+ maszyn; machine learning;
        bezpieczenstw\w+ sieci; system\w* (?:\w+ )?(?:informacji\b(?! i promocji)|ksiegow);
        system\w* eksperck; tablet; przetwarzani\w+ obraz; pojedyncz\w+ punkt\w* kontakt;
        medycz\w+ elektron; system\w* (?:obslugi wsparcia|uslug dla nauki)
    """
)

WEAK = stems(
    r"""
        platform; aplikacj; inteligentn; interaktyw; elektroniczn; on ?line; wideo; video;
        system\w* (?:\w+
        ){0,2}(?:zarzadz|monitor|obslug|wspomag|ostrzeg|identyfik|analiz|informac); analiz\w*
        danych; program\w* komput; modelow; symulat; predykc; robotyz; cyberprz; multimed;
        telefon; teletech; hosting; ekosystem; danych; portfel; automatycz; smart; algorytm;
        skaner; drukar; 3d\b; lacznosc; telekomunik; rejestr(?:u|ow|y)?\b; elektron
    """
)

BUILT = stems(
    r"""
        drog; autostrad; obwodnic; kolej; linii tramw; kanaliz; wodociag; sciek; termomodern;
        tabor; tramwaj; autobus; most(?:u|ow)?\b; budynk; budynek; remont; rewitaliz; zabytk;
        przyrod; bioroznor; oczyszczal; odpad; gazociag; kotl; silnik; maszyn; obrabiar; lotnic;
        statk; pojazd; lek(?:u|ow|i)?\b; terapi; kompozyt; stop(?:u|ow)\b; polimer; material;
        tworzyw; uprawow; nawoz; pasz; kosmetyk; meb(?:el|li); opakowan; foli; cieplo;
        energooszczedn; grzew; ogniw; drukark; prototypu urzadz; urzadze(?:nie|nia) do; robot;
        druku; nadruk; elementow elektron; magistral; laser; radar; pomiar; czujnik; przeplyw;
        bezzalog; farb; logistyczn; samochod; parking; oswietlen; etykiet; produkcj; linia
        technolog
    """
)

STAFF = stems(
    r"""
        finansowanie (?:koszt|wynagr|zaplec|wyposaz); wynagrodz; koszt\w* zatrudn; zatrudnieni;
        pomoc\w* techniczn; wsparci\w+ (?:kadr|zatrudn|zarzadz|pracown|procesu|proces\w*
        wdr|instyt|wdrazan); podnosz\w+ kwalifik; potencjal\w* (?:kadr|organiz|instyt);
        ewaluacj; informacj\w* i promocj; promocj\w+ (?:program|fundusz); szkoleni\w+ dla
        beneficjent; wspolny sekretariat; instytucj\w+ zarzadz; plan\w* dzialan
    """
)
SKILLS = stems(
    r"""
        kompetencj\w* (?:\w+ )?(?:cyfrow|informat|tik|ict); (?:cyfrow|informat)\w+ kompetenc;
        ecdl; szkole\w+ (?:\w+ ){0,3}(?:informat|komput|tik|technolog\w+ inform); (?:z|na)
        komputer\w+ na ty; kurs\w* komput; wykluczeni\w+ cyfr; aktywnosc\w* cyfr; umiejetnosci
        cyfr; internety dla; kompetenc\w+ tik; cyfrowe wsparcie
    """
)
STUDIES = stems(
    r"""
        student; staz; praktyk\w* zawod; karier; dydakty; doktoran; bezrobot
    """
)
EXPORT = stems(
    r"""
        eksport; internacjonaliz; rynk\w+ (?:zagr|miedzyn|niem|docel|europ); wystaw;
        targ(?:i|ow|ach)
    """
)

E_SERVICES_DOMAIN = "telekomunikacja i e uslugi"
# Fields of intervention of 2021–2027 (regulation 2021/1060, annex I): government IT, digital skills,
# e-health, digitised firms, data networks.
DIGITAL_CATEGORIES = re.compile(r"01[3-9]|03[2-7]")


def _find(stems: re.Pattern[str], words: str) -> Sequence[str]:
    return tuple(dict.fromkeys(found.group() for found in stems.finditer(words)))


def _signs(title: str, domain: str, category: str) -> Signs:
    words = NAMES.sub(" ", fold(title))
    kinds = (STRONG, WEAK, BUILT, STAFF, SKILLS, STUDIES, EXPORT)
    return Signs(*(_find(stems, words) for stems in kinds), fold(domain), category.strip()[:3])


Rule = tuple[str, str, Callable[[Signs], Sequence[str]]]

# In this order; a rule decides when it returns the words it found.
RULES: Sequence[Rule] = (
    ("digital-skills", UNSURE, lambda s: s.skills),
    ("studies-and-placements", NOT_DIGITAL, lambda s: s.studies),
    ("running-costs", NOT_DIGITAL, lambda s: () if s.strong else s.staff),
    ("running-costs-with-it", UNSURE, lambda s: (*s.strong, *s.staff) if s.strong and s.staff else ()),
    ("e-services-domain", DIGITAL, lambda s: (s.domain,) if s.domain == E_SERVICES_DOMAIN else ()),
    ("export-of-it", UNSURE, lambda s: (*s.strong, *s.export) if s.strong and s.export else ()),
    ("mixed-words", UNSURE, lambda s: (*s.strong, *s.built) if s.strong and s.built else ()),
    ("digital-words", DIGITAL, lambda s: s.strong),
    ("building-and-machines", NOT_DIGITAL, lambda s: s.built),
    ("export", NOT_DIGITAL, lambda s: s.export),
    ("weak-words", UNSURE, lambda s: s.weak),
    ("digital-category", UNSURE, lambda s: DIGITAL_CATEGORIES.findall(s.category)),
)  # fmt: skip


def judge(title: str, *, domain: str = "", category: str = "") -> Judgement:
    """Verdict on one row: the first rule that finds its words, else not digital."""
    signs = _signs(title, domain, category)
    for name, verdict, finds in RULES:
        words = finds(signs)
        if words:
            return Judgement(verdict, name, ", ".join(words)[:200])
    return Judgement(NOT_DIGITAL, "no-digital-words")
