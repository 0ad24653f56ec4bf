"""The TERC register as GUS publishes it: bytes in, rows out. CSV or XML, any of its spellings."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree import ElementTree

from django.utils.translation import gettext as _

# Headings of the register's files over the years, and the one name each has here.
HEADINGS = {
    "WOJ": "voivodeship",
    "POW": "powiat",
    "GMI": "gmina",
    "RODZ": "kind",
    "RODZ_GMI": "kind",
    "NAZWA": "name",
    "NAZWA_DOD": "description",
    "NAZDOD": "description",
    "STAN_NA": "state_on",
}
NEEDED = ("voivodeship", "powiat", "gmina", "kind", "name", "state_on")
LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True)
class Problem:
    """Why a file cannot be taken; `row` counts the lines of a CSV file and the rows of XML from 1."""

    row: int
    reason: str


class Refused(Exception):
    """The file is not a register we understand; nothing was changed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.reason for problem in problems[:5]))


@dataclass(frozen=True)
class Row:
    """One row, codes in full: 2, 4 or 6 digits; `kind` is the type digit, empty above a gmina."""

    number: int
    terc: str
    kind: str
    name: str
    description: str
    state_on: date


def read_rows(content: bytes) -> Sequence[Row]:
    """Return the rows of a TERC file; raise Refused with every problem found."""
    if len(content) > LARGEST:
        raise Refused([Problem(0, _("The file is too large to be the TERC register."))])
    if content[:2] == b"PK":
        raise Refused([Problem(0, _("This is an archive. Unpack it and import the file inside."))])
    is_xml = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    cells = list(_xml_cells(content) if is_xml else _csv_cells(content))
    if not cells:
        raise Refused([Problem(0, _("The file has no rows."))])
    rows, problems = [], []
    for number, values in cells:
        try:
            rows.append(_row(number, values))
        except ValueError as error:
            problems.append(Problem(number, str(error)))
    if problems:
        raise Refused(problems)
    return rows


def _csv_cells(content: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    text = _decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = _names(next(reader, []))
    for cells in reader:
        if any(cell.strip() for cell in cells):
            if len(cells) < len(names):
                reason = _("Line %(line)d has too few columns.") % {"line": reader.line_num}
                raise Refused([Problem(reader.line_num, reason)])
            yield reader.line_num, dict(zip(names, cells, strict=False))


def _xml_cells(content: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    if re.search(rb"<!(DOCTYPE|ENTITY)", content):
        raise Refused(
            [Problem(0, _("The XML file has a document type, which the register has not."))]
        )
    try:
        root = ElementTree.fromstring(content.lstrip(b" \t\r\n"))  # noqa: S314  no DTD, no entities
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        reason = _("The XML file is broken: %(error)s") % {"error": error}
        raise Refused([Problem(0, reason)]) from error
    catalog = root.find(".//catalog")
    if catalog is not None and catalog.get("name", "TERC").upper() != "TERC":
        raise Refused([Problem(0, _("This is another register, not TERC."))])
    for number, row in enumerate(root.iter("row"), start=1):
        values = {(cell.get("name") or cell.tag): cell.text or "" for cell in row}
        if catalog is not None:
            values.setdefault("STAN_NA", catalog.get("date", ""))
        if number == 1:
            _names(list(values))
        named = {HEADINGS.get(name.strip().upper(), name): text for name, text in values.items()}
        yield number, {name: named.get(name, "") for name in HEADINGS.values()}


def _decoded(content: bytes) -> str:
    encodings = (
        ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1250")
    )
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused([Problem(0, _("The file is neither text nor XML."))])


def _names(headings: Sequence[str]) -> Sequence[str]:
    names = [HEADINGS.get(h.strip().strip('"').upper(), h) for h in headings]
    missing = [h for h, name in HEADINGS.items() if name in NEEDED and name not in names]
    missing = [h for h in missing if h != "RODZ_GMI"]
    if missing:
        reason = _("This is not a TERC file: the columns %(names)s are missing.")
        raise Refused([Problem(1, reason % {"names": ", ".join(missing)})])
    return names


def _row(number: int, values: Mapping[str, str]) -> Row:
    values = {name: (text or "").strip() for name, text in values.items()}
    codes = [values[name] for name in ("voivodeship", "powiat", "gmina")]
    if not all(re.fullmatch(r"\d{0,2}", code) for code in codes) or not codes[0]:
        raise ValueError(_("“%(code)s” is not a TERC code.") % {"code": " ".join(codes)})
    if (codes[2] and not codes[1]) or bool(codes[2]) != bool(values["kind"]):
        raise ValueError(_("“%(code)s” is not a TERC code.") % {"code": " ".join(codes)})
    if values["kind"] not in ("", "1", "2", "3", "4", "5", "8", "9"):
        raise ValueError(_("“%(kind)s” is not a type of the register.") % {"kind": values["kind"]})
    if not values["name"] or len(values["name"]) > 100:
        raise ValueError(_("The name is missing or too long."))
    return Row(
        number=number,
        terc="".join(code.zfill(2) for code in codes if code),
        kind=values["kind"],
        name=" ".join(values["name"].split()),
        description=values.get("description", "").lower(),
        state_on=_date(values["state_on"]),
    )


def _date(text: str) -> date:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text[:10], form).date()  # noqa: DTZ007  a date alone
        except ValueError:
            continue
    raise ValueError(_("“%(text)s” is not a date.") % {"text": text[:20]})
