"""Rows of the archive as imports leave them."""

import hashlib
from decimal import Decimal
from io import BytesIO
from itertools import count
from pathlib import Path

from django.utils import timezone

from foundation.accounts.models import Territory, User
from foundation.accounts.roles import Role
from foundation.files.reading import read_texts
from projects_archive.actions.documents import add_document, release_version
from projects_archive.actions.keeping import keep_projects_in_step
from projects_archive.actions.office import save_draft
from projects_archive.actions.records import start_record
from projects_archive.importing import ImportResult, import_list
from projects_archive.models import (
    BeneficiaryKind,
    DocumentVersion,
    FundingLine,
    ImportRun,
    Project,
    ProjectList,
    SourceRow,
)
from projects_archive.sources.detection import open_list
from tests.cast import Cast, make_staff

_numbers = count(100_001)  # always six digits: names sort in the order they were made

HEADINGS_2014 = (
    "Tytuł projektu;Nazwa beneficjenta;Wartość projektu;Dofinansowanie z EU;Multimedia;Dziedzina;"
    "Czy projekt jest realizowany na obszarze większym niż jedna jednostka administracyjna?"
)
HEADINGS_2021 = (
    "Nazwa projektu", "Opis projektu", "Numer umowy/decyzji", "Nazwa beneficjenta", "Fundusz",
    "Program", "Priorytet", "Działanie", "Wartość projektu", "Dofinansowanie z UE",
    "Miejsce realizacji projektu", "Data rozpoczęcia projektu", "Data zakończenia projektu",
    "Kategoria wsparcia",
)  # fmt: skip


def make_run(**fields) -> ImportRun:
    number = next(_numbers)
    listed, _created = ProjectList.objects.get_or_create(
        key="fs-2014-2020", defaults={"name": "FS 2014–2020", "layout": "mapadotacji"}
    )
    defaults = {
        "project_list": listed,
        "file_name": f"lista-{number}.csv",
        "sha256": hashlib.sha256(str(number).encode()).hexdigest(),
        "size": 1000,
        "layout": "mapadotacji",
        "state": ImportRun.State.DONE,
    }
    return ImportRun.objects.create(**defaults | fields)


def make_line(*, with_project: bool = False, run: ImportRun | None = None, **fields) -> FundingLine:
    """A line with its source row; digital ones have their project, others on demand."""
    number, run = next(_numbers), run or make_run()
    defaults = {
        "project_list": run.project_list,
        "identity": f"identity-{number}",
        "fingerprint": f"fingerprint-{number}",
        "source_row": SourceRow.objects.create(
            sha256=run.sha256, row_number=number, run=run, raw={"Tytuł projektu": "e-usługi"}
        ),
        "seen_in": run,
        "title": f"Elektroniczne usługi {number}",
        "beneficiary_name": "GMINA DOBRA",
        "beneficiary_kind": BeneficiaryKind.GMINA,
        "total_value": Decimal("1568930.49"),
        "eu_contribution": Decimal("1333590.92"),
        "period": "2014-2020",
        "verdict": FundingLine.Verdict.DIGITAL,
        "rule": "digital-words",
    }
    line = FundingLine.objects.create(**defaults | fields)
    if with_project and line.verdict != FundingLine.Verdict.DIGITAL:
        line.project = Project.objects.create(title_pl=line.title)
        line.save()
    keep_projects_in_step([line])
    return line


def make_project(**fields) -> Project:
    """A public project with one digital line."""
    line = make_line(**fields)
    line.refresh_from_db()
    return line.project


SOFTWARE = {
    "software_name": "Klucz miasta",
    "source_code_url": "https://example.org/klucz.git",
    "software_type": "standalone/web",
    "development_status": "stable",
    "platforms": "web",
    "licence": "EUPL-1.2",
    "maintenance": "none",
    "languages": "pl",
    "is_localisable": True,
    "short_pl": "Rezerwuje sale gminy",
    "long_pl": "Mieszkańcy rezerwują sale, boiska i świetlice gminy bez wychodzenia z domu." * 3,
    "features_pl": "Kalendarz\nPłatności",
}


def make_software(cast: Cast, **written) -> Project:
    """A public project whose published record says everything a publiccode.yml needs."""
    project = make_project(organisation=cast.office)
    record = start_record(project, by=cast.coordinator)
    given = {"summary_pl": "Sale gminy przez internet."} | SOFTWARE | written
    revision = save_draft(record, by=cast.coordinator, written=given, seen_revision=None)
    revision.publish(user=cast.coordinator, skip_permission_checks=True)
    return project


def make_territory(terc: str, name: str) -> Territory:
    levels = {2: "voivodeship", 4: "powiat", 6: "gmina"}
    parent = Territory.objects.filter(terc=terc[:-2]).first() if len(terc) > 2 else None
    return Territory.objects.create(terc=terc, level=levels[len(terc)], name=name, parent=parent)


def csv_2014(folder: Path, *rows: str, name: str = "Poland_CF_2014_2020.csv", **how) -> Path:
    """A list in the layout of 2014–2020; `rows` are written below its headings as they are."""
    path = folder / name
    end = how.get("end", "\n")
    text = end.join([how.get("headings", HEADINGS_2014), *rows]) + end
    path.write_bytes(how.get("mark", b"") + text.encode(how.get("encoding", "cp1250")))
    return path


def row_2014(title: str = "System informatyczny", value: str = "100.00", eu: str = "85.00") -> str:
    return f"{title};GMINA DOBRA;{value};{eu};Nie;administracja;Nie"


def take_in(path: Path, **options) -> ImportResult:
    """Import a file as the command does."""
    how = {name: options.pop(name) for name in ("period", "fund", "list_key") if name in options}
    return import_list(open_list(path, **how), **options)


def make_version(
    project: Project | None = None,
    *,
    content: bytes = b"Opis przedmiotu",
    name: str = "opz.txt",
    by: User | None = None,
    is_released: bool = False,
    **fields,
) -> DocumentVersion:
    """A document of a project with its first version, waiting or released, its text read."""
    by, project = by or make_staff(Role.REVIEWER), project or make_project()
    given = {"kind": "specification", "title": f"OPZ {next(_numbers)}"} | fields
    version = add_document(project, by=by, content=BytesIO(content), name=name, **given)
    read_texts(at=timezone.now(), limit=10)
    return release_version(version, by=by, is_checked=True) if is_released else version
