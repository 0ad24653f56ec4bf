"""What a digital project is about, by words of its title; the first topic that fits."""

from foundation.folding import fold
from projects_archive.models import Topic
from projects_archive.words import first_fitting, stems

TOPIC_WORDS = {
    kind: stems(words, ending="")
    for kind, words in {
        Topic.SECURITY: r"""
            cyberbezp; bezpieczenstw\w+ (?:inform|sieci|cyfr|teleinf|it); anomali
        """,
        Topic.HEALTH: r"""
            zdrow; medycz; medycyn; szpital; pacjent; chorob; leczen; terapi; diagnost; genom;
            lekow; zoz; aptek
        """,
        Topic.MAPS: r"""
            geodez; geoinf; geoport; gis\b; przestrzen; mapy?\b; map\b; kataster; nieruchomosc;
            uzbrojenia terenu; ortofoto
        """,
        Topic.HERITAGE: r"""
            archiw; muze; bibliotek; zabyt; dziedzictw; kultur; zasobow; zbior; scenograf; film
        """,
        Topic.SCHOOL: r"""
            szkol; edukac; uczn; student; uczeln; uniwersyt; nauczan; nauk; dzienni; learning;
            matur
        """,
        Topic.JUSTICE: r"""
            sad(?:y|ow|ach|owy)?\b; sadow; wykrocz; prokurat; akt postepow; rejestr; ewidencj;
            ksiag wieczyst
        """,
        Topic.TRANSPORT: r"""
            transport; ruch(?:u|em)\b; bilet; kolej; drog; parking; kierow; lotnic;
            komunikacj\w+ miejsk
        """,
        Topic.NETWORK: r"""
            szerokopasm; swiatlowod; siec\w? (?:internet|teleinf|telekom); wi fi; hotspot;
            docsis
        """,
        Topic.E_SERVICES: r"""
            e uslug; euslug; e urzad; eurzad; uslug\w* (?:cyfr|elektron); portal; platform;
            epuap; mieszkanc; punktu kontakt; elektroniczn\w+ uslug; obslug\w+ klient; podatk;
            celn
        """,
        Topic.OFFICE: r"""
            obieg; dokument; system\w* (?:informatyczn|teleinf|ksieg|obslugi); ezd\b;
            technologi\w+ it; sprzet\w* komput; oprogramowan; narzedzi
        """,
        Topic.DATA: r"""
            dan(?:ych|e)\b; analiz; statyst; big data; algorytm; inteligenc; neuronow; monitor
        """,
    }.items()
}


def topic_of(title: str) -> Topic:
    return first_fitting(TOPIC_WORDS, fold(title)) or Topic.OTHER
