"""Ten digital projects: an invented list taken in by the importer, then completed by their offices."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from config.demo_content.offices import OFFICES, VOIVODESHIPS
from config.demo_content.project_documents import write_documents
from config.demo_content.standards import find_requirement
from config.demo_content.texts import read_texts
from foundation.accounts.models import Organisation, User
from knowledge.models import System
from projects_archive.actions.judging import judge_line
from projects_archive.actions.keeping import refresh_projects
from projects_archive.importing import import_list
from projects_archive.models import FundingLine, ProjectRecord
from projects_archive.sources.detection import open_list

LIST_KEY = "demo"
HEADINGS = (
    "Nazwa projektu", "Opis projektu", "Numer umowy/decyzji", "Nazwa beneficjenta", "Fundusz",
    "Program", "Wartość projektu", "Dofinansowanie z UE", "Miejsce realizacji projektu",
    "Data rozpoczęcia projektu", "Data zakończenia projektu",
)  # fmt: skip


def write_projects(
    offices: Mapping[str, Organisation], systems: Mapping[str, System], *, by: User
) -> None:
    """Take the invented list in, unless it was, and publish a record for each project."""
    if FundingLine.objects.filter(project_list__key=LIST_KEY).exists():
        return
    entries = read_texts("projects")["projects"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lista-przykladowa.xlsx"
        _write_list(path, entries)
        import_list(open_list(path, list_key=LIST_KEY), by=by)
    lines = FundingLine.objects.filter(project_list__key=LIST_KEY)
    for entry in entries:
        line = judge_line(lines.get(title=entry["title"]), by=by, is_digital=True)
        _write_record(line, entry, offices, systems)
    refresh_projects(lines.values_list("project", flat=True))
    write_documents(by=by)


def _write_list(path: Path, entries: list[dict[str, Any]]) -> None:
    names = {office.key: office.name for office in OFFICES}
    book = Workbook()
    sheet = book.active
    sheet.append(["stan na 30 września 2026 roku"])
    sheet.append(list(HEADINGS))
    for number, entry in enumerate(entries, start=1):
        sheet.append(
            [
                entry["title"],
                entry["summary_pl"],
                f"DEMO.01.02-IP.01-{number:04d}/24",
                names[entry["beneficiary"]],
                "EFRR",
                entry["programme"],
                float(entry["total"]),
                float(entry["eu"]),
                _place_of(entry["beneficiary"]),
                entry["from"],
                entry["to"],
            ]
        )
    book.save(path)


def _place_of(key: str) -> str:
    """Where an office lies, as the lists write it; what lies nowhere runs in the whole country."""
    names = [name for name, keys in VOIVODESHIPS.values() if key in keys]
    return " | ".join(f"WOJ.: {name}" for name in names) or "Cały Kraj"


def _write_record(
    line: FundingLine,
    entry: dict[str, Any],
    offices: Mapping[str, Organisation],
    systems: Mapping[str, System],
) -> None:
    record = ProjectRecord(
        project=line.project,
        organisation=offices[entry["beneficiary"]],
        summary_pl=entry["summary_pl"],
        summary_en=entry["summary_en"],
        differently_pl=entry["lessons_pl"],
        licence=entry["licence"],
        source_code_url=entry.get("code", ""),
        **entry.get("software", {}),
    )
    record.systems = [systems[slug] for slug in entry["systems"]]
    record.requirements = [find_requirement(path) for path in entry["requirements"]]
    record.full_clean()
    record.save()
    record.save_revision(changed=False).publish()
