"""CSV files that spreadsheets open without running anything in them."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from projects_archive.models import Project, RefusedRow

MOST_ROWS = 10_000
BYTE_ORDER_MARK = "\ufeff"
# A cell that starts so is a formula; so is what follows a separator, where the file is opened in a
# country that divides cells by another sign.
FORMULA = re.compile(r"(^|[;,\t\r\n|])(\s*)(?=[=+\-@\t\r])")


def safe_cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula: `=1+1` becomes `'=1+1`."""
    text = "" if value is None else str(value)
    return FORMULA.sub(r"\1\2'", text.replace("\t", " ").replace("\r", " ").replace("\x00", ""))


class _Echo:
    """A file that hands back each line written to it."""

    def write(self, line: str) -> str:
        return line


def csv_response(
    name: str, headings: Sequence[object], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """`;`-separated UTF-8 with a byte-order mark, every cell quoted, sent row by row."""
    writer = csv.writer(_Echo(), delimiter=";", quoting=csv.QUOTE_ALL)

    def lines() -> Iterator[str]:
        yield BYTE_ORDER_MARK + writer.writerow([safe_cell(heading) for heading in headings])
        for row in rows:
            yield writer.writerow([safe_cell(cell) for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def project_rows(projects: Iterable[Project]) -> Iterator[Sequence[object]]:
    for project in projects:
        yield (
            project.pk,
            project.title,
            project.beneficiary or project.get_beneficiary_kind_display(),
            project.get_beneficiary_kind_display(),
            project.get_topic_display(),
            project.get_period_display(),
            project.programme.name if project.programme else "",
            _decimal(project.total_value),
            _decimal(project.eu_contribution),
            project.started_on,
            project.ended_on,
            ", ".join(one.name.lower() for one in project.voivodeships.all()),
        )


def project_headings() -> Sequence[str]:
    return (
        _("Number"), _("Title"), _("Beneficiary"), _("Who ran it"), _("Topic"),
        _("Period of EU funds"), _("Programme"), _("Value of the project"), _("EU contribution"),
        _("Start"), _("End"), _("Voivodeship"),
    )  # fmt: skip


def refused_rows(rows: Iterable[RefusedRow]) -> Iterator[Sequence[object]]:
    for row in rows:
        values = (f"{name}: {value}" for name, value in row.source_row.raw.items() if value)
        yield (
            row.source_row.row_number,
            row.get_reason_display(),
            row.detail,
            " | ".join(values),
        )


def refused_headings() -> Sequence[str]:
    return _("Row"), _("Reason"), _("What was found"), _("The row as it is in the file")


def _decimal(amount: object) -> str:
    """`1568930,49`, as Polish spreadsheets read numbers."""
    return "" if amount is None else str(amount).replace(".", ",")
