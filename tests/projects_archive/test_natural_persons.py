"""Names of natural persons: gone two years after the end, also when the list is read again."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from projects_archive.models import FundingLine, SourceRow
from projects_archive.natural_persons import FORGOTTEN, forget_names, is_over
from tests.projects_archive.factories import csv_2014, make_line, take_in


@pytest.mark.parametrize(
    ("kind", "ended_on", "period", "expected"),
    [
        ("person", date(2024, 11, 27), "2021-2027", True),
        ("person", date(2024, 11, 28), "2021-2027", False),
        ("person", date(2024, 2, 29), "2021-2027", True),
        ("person", None, "2014-2020", True),
        ("person", None, "2021-2027", False),
        ("person", None, "", True),
        ("gmina", date(2010, 1, 1), "2007-2013", False),
    ],
)
def test_two_years_after_the_end(kind: str, ended_on, period: str, expected: bool) -> None:
    assert is_over(kind, ended_on, period, on=date(2026, 11, 28)) is expected


@pytest.mark.django_db
def test_the_nightly_job_takes_names_out_of_lines_and_rows() -> None:
    line = make_line(
        beneficiary_kind="person", beneficiary_name="Jan Nowak", ended_on=date(2020, 1, 1)
    )
    line.source_row.raw = {"Nazwa beneficjenta": "Jan Nowak", "Tytuł projektu": "Sklep"}
    line.source_row.save()
    kept = make_line(beneficiary_kind="gmina", ended_on=date(2010, 1, 1))

    assert forget_names(at=timezone.now()) == 1
    assert forget_names(at=timezone.now()) == 0

    line.refresh_from_db()
    assert (line.beneficiary_name, line.title) == (FORGOTTEN, line.title)
    assert SourceRow.objects.get(pk=line.source_row_id).raw == {
        "Nazwa beneficjenta": FORGOTTEN,
        "Tytuł projektu": "Sklep",
    }
    kept.refresh_from_db()
    assert kept.beneficiary_name == "GMINA DOBRA"


@pytest.mark.django_db
def test_reading_the_list_again_brings_no_name_back(tmp_path: Path) -> None:
    row = "Sklep internetowy;Jan Nowak;100.00;85.00;Nie;handel;Nie"
    first = take_in(csv_2014(tmp_path, row))
    again = take_in(csv_2014(tmp_path, row))

    assert (first.counts["created"], again.has_changed) == (1, False)
    assert FundingLine.objects.get().beneficiary_name == FORGOTTEN
    assert "Jan Nowak" not in str(list(SourceRow.objects.values()))
