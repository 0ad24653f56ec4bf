"""Who pays for one of the demo's sessions, and what they ask of those who take part."""

from training.models import FundingField, FundingSource

NOTICE_PL = (
    "Szkolenie jest opłacane z projektu. Dane uczestników dostaje instytucja, która rozlicza projekt, "
    "i używa ich tylko do sprawozdań. Masz prawo zobaczyć swoje dane, poprawić je i złożyć skargę do "
    "Prezesa Urzędu Ochrony Danych Osobowych."
)
NOTICE_EN = (
    "The training is paid for by a project. The institution that settles it gets the data and uses it "
    "for its reports only. You may see your data, correct it, and complain to the data protection "
    "authority."
)
FIELDS = (
    (
        "choice",
        "Wykształcenie",
        "Education",
        "średnie\nwyższe\ninne",
        "secondary\nhigher\nother",
        False,
    ),
    (
        "yes_no",
        "Czy jesteś osobą z niepełnosprawnością?",
        "Do you have a disability?",
        "",
        "",
        True,
    ),
    ("text", "Stanowisko", "Position", "", "", True),
)


def write_funding() -> FundingSource:
    """The source, made where it is missing."""
    source, is_new = FundingSource.objects.get_or_create(
        name="Projekt „Cyfrowy urząd” (przykład)",
        defaults={
            "programme": "Program przykładowy",
            "project_number": "PRZ.01.02-0003/26",
            "notice_pl": NOTICE_PL,
            "notice_en": NOTICE_EN,
            "legal_ground": "umowa o dofinansowanie projektu (przykład)",
            "kept_months": 60,
        },
    )
    if is_new:
        names = ("kind", "label_pl", "label_en", "choices_pl", "choices_en", "may_refuse")
        for number, values in enumerate(FIELDS):
            fields = dict(zip(names, values, strict=True))
            FundingField.objects.create(source=source, sort_order=number, **fields)
    return source
