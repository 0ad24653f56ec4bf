"""Invariants of the archive, proven on live data."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from foundation.due import DueWork
from foundation.integrity import IntegrityCheck
from projects_archive.models import FundingLine, ImportRun, Project, ProjectRecord, SourceRow
from projects_archive.sources.headings import column_of
from projects_archive.sources.rows import RowRefused
from projects_archive.sources.values import amount_of


def checks() -> Sequence[IntegrityCheck]:
    return [
        IntegrityCheck(_("Sums of funding lines are the sums of their source rows"), wrong_sums),
        IntegrityCheck(_("Every public digital line has its project"), lines_without_project),
        IntegrityCheck(_("A project has one record"), projects_with_two_records),
        IntegrityCheck(_("Only digital or described projects are public"), wrongly_public),
    ]


def wrong_sums() -> Sequence[str]:
    """Re-reads the kept rows of the newest whole edition of every list and adds them up again."""
    newest = (
        ImportRun.objects.filter(state=DueWork.State.DONE, is_selection=False)
        .values("project_list")
        .annotate(run=Max("pk"))
        .values_list("run", flat=True)
    )
    return [
        f"{run}: lines {of_lines}, rows {of_rows}"
        for run in ImportRun.objects.filter(pk__in=newest)
        if (of_lines := _sums_of_lines(run)) != (of_rows := _sums_of_rows(run))
    ]


def _sums_of_lines(run: ImportRun) -> tuple[Decimal, Decimal]:
    """Added up here: SQLite adds decimals as floating-point numbers."""
    total = eu = Decimal(0)
    amounts = run.lines.values_list("total_value", "eu_contribution")
    for value, contribution in amounts.iterator(chunk_size=2000):
        total += value or 0
        eu += contribution or 0
    return total, eu


def _sums_of_rows(run: ImportRun) -> tuple[Decimal, Decimal]:
    rows = SourceRow.objects.filter(sha256=run.sha256).exclude(refusals__run=run)
    total = eu = Decimal(0)
    for raw in rows.values_list("raw", flat=True).iterator(chunk_size=1000):
        total += _amount(raw, "total")
        eu += _amount(raw, "eu")
    return total, eu


def _amount(raw: dict[str, str], column: str) -> Decimal:
    cell = next((value for name, value in raw.items() if column_of(name) == column), "")
    try:
        return amount_of(_as_number(cell)) or Decimal(0)
    except RowRefused:
        return Decimal(0)


def _as_number(cell: str) -> str | float:
    """Workbooks keep numbers as floats: 84.30000000000001 was read as a number, not as text."""
    whole, dot, rest = cell.partition(".")
    return float(cell) if dot and whole.isdigit() and rest.isdigit() and len(rest) > 2 else cell


def lines_without_project() -> Sequence[str]:
    lines = FundingLine.objects.digital().filter(project=None)
    return [f"line {pk}" for pk in lines.values_list("pk", flat=True)[:100]]


def projects_with_two_records() -> Sequence[str]:
    doubled = ProjectRecord.objects.values("project").annotate(n=Count("pk")).filter(n__gt=1)
    return [f"project {row['project']}: {row['n']} records" for row in doubled]


def wrongly_public() -> Sequence[str]:
    return [f"project {pk}" for pk in _public_without_ground()]


def _public_without_ground() -> Iterator[int]:
    public = Project.objects.filter(is_public=True)
    not_digital = public.filter(lines__isnull=False).exclude(
        lines__verdict=FundingLine.Verdict.DIGITAL
    )
    undescribed = public.filter(lines=None).exclude(record__live=True)
    yield from not_digital.values_list("pk", flat=True).distinct()
    yield from undescribed.values_list("pk", flat=True)
