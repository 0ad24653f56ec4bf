"""Logs of online meetings as Teams, Zoom and Webex write them: CSV of several shapes and encodings. Pure."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO

from foundation.folding import fold

MOST_BYTES = 2_000_000
MOST_LINES = 5_000
LONGEST_CELL = 200  # characters
HEADINGS_WITHIN = 60  # lines: above them stand a title, the meeting, its times


def _known(*names: str) -> frozenset[str]:
    return frozenset(fold(name) for name in names)


# What the columns are called: English and Polish interfaces.
COLUMNS: Mapping[str, frozenset[str]] = {
    "name": _known(
        "name", "full name", "user name", "display name", "attendee name", "name (original name)",
        "participant", "imie i nazwisko", "nazwa", "nazwa uzytkownika", "uczestnik",
        "nazwa (nazwa oryginalna)", "nazwa (oryginalna nazwa)",
    ),
    "email": _known(
        "email", "e-mail", "user email", "attendee email", "email address", "adres e-mail",
        "adres email", "e-mail uzytkownika", "email uzytkownika", "poczta e-mail",
        "participant id (upn)", "identyfikator uczestnika (upn)",
    ),
    "join": _known(
        "join time", "first join", "joined", "joined at", "attendance start time", "czas dolaczenia",
        "pierwsze dolaczenie", "godzina dolaczenia", "dolaczono", "godzina rozpoczecia",
    ),
    "leave": _known(
        "leave time", "last leave", "left", "left at", "attendance end time", "czas opuszczenia",
        "ostatnie opuszczenie", "godzina opuszczenia", "opuszczono", "godzina zakonczenia",
    ),
    "duration": _known(
        "duration", "in-meeting duration", "duration (minutes)", "attendance duration",
        "time in session (minutes)", "total duration (minutes)", "czas trwania",
        "czas trwania (minuty)", "czas trwania (w minutach)", "czas trwania udzialu",
        "czas trwania w spotkaniu", "czas udzialu",
    ),
}  # fmt: skip
# A time of the whole stay, gaps within it included: taken only where single joins are not listed.
WHOLE_STAY = _known("first join", "pierwsze dolaczenie")
MOMENTS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M",
    "%m/%d/%y %I:%M:%S %p", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%y %H:%M:%S", "%m/%d/%y %H:%M:%S",
    "%d-%m-%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%S",
)  # fmt: skip
PIECES = re.compile(r"(\d{1,5})\s*(h|godz|m|s)", re.IGNORECASE)
CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?")
ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,180}")

Span = tuple[int, int]  # seconds from the beginning of the meeting


@dataclass
class Attendee:
    """One person of a log: when they were there, or where it says only how long, the seconds."""

    name: str
    email: str
    spans: list[Span] = field(default_factory=list)
    seconds: int = 0
    joins: int = 0


@dataclass(frozen=True)
class Log:
    """`unread` counts lines that name somebody and say nothing of how long they were there."""

    attendees: Sequence[Attendee]
    unread: int
    is_cut: bool


class NoLog(ValueError):
    """The file holds no columns of a log."""


def read_log(data: bytes, *, starts: datetime, ends: datetime) -> Log:
    """Who was in the meeting between two moments by the clock on the wall (naive).

    Raises NoLog where no line of headings is found within the first lines.
    """
    rows = list(_rows(decoded(data[:MOST_BYTES])))
    heading = _heading(rows)
    if heading is None:
        raise NoLog
    number, columns = heading
    people: dict[str, Attendee] = {}
    unread = 0
    for row in _section(rows[number + 1 :], columns):
        cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        unread += not _add(people, cells, starts, ends)
    is_cut = len(data) > MOST_BYTES or len(rows) >= MOST_LINES
    return Log(list(people.values()), unread, is_cut)


def decoded(data: bytes) -> str:
    """The text of a file in UTF-16, UTF-8 or, as old Polish tools write, windows-1250."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        # A file cut in the middle of a letter is still UTF-8.
        return data.decode("utf-8-sig", errors="strict" if len(data) < MOST_BYTES else "ignore")
    except UnicodeDecodeError:
        return data.decode("cp1250", errors="replace")


def minutes_of(spans: Sequence[Sequence[int]], seconds: int, *, most: int) -> int:
    """Minutes of several stays together, overlapping ones once; at most the whole meeting."""
    there, last = 0, 0
    for start, end in sorted((max(s, 0), e) for s, e in spans):
        there += max(end - max(start, last), 0)
        last = max(last, end)
    return min(round((there or seconds) / 60), most)


def _rows(text: str) -> Iterator[list[str]]:
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n", MOST_LINES)[:MOST_LINES]
    sample = "\n".join(lines[:HEADINGS_WITHIN])
    delimiter = max("\t;,", key=sample.count)
    for row in csv.reader(StringIO("\n".join(line[:4000] for line in lines)), delimiter=delimiter):
        yield [cell[:LONGEST_CELL] for cell in row]


def _heading(rows: Sequence[Sequence[str]]) -> tuple[int, Mapping[str, int]] | None:
    """The line of headings of the section that lists single joins, else of the first one."""
    found = [(n, row, _columns(row)) for n, row in enumerate(rows) if 1 < len(row) < 40]
    usable = [
        one
        for one in found
        if {"name", "email"} & set(one[2]) and {"join", "duration"} & set(one[2])
    ]
    single = [one for one in usable if not any(fold(c) in WHOLE_STAY for c in one[1])]
    first = next(iter(single or usable), None)
    return (first[0], first[2]) if first else None


def _columns(row: Sequence[str]) -> Mapping[str, int]:
    places: dict[str, int] = {}
    for at, cell in enumerate(row):
        heading = fold(cell)
        for name, known in COLUMNS.items():
            if heading in known:
                places.setdefault(name, at)
    return places


def _section(rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> Iterator[Sequence[str]]:
    """The lines below the headings, up to an empty one or the next section."""
    for row in rows:
        if not any(cell.strip() for cell in row) or len(_columns(row)) > 1:
            return
        yield row


def _add(
    people: dict[str, Attendee], cells: Mapping[str, str], starts: datetime, ends: datetime
) -> bool:
    """Add one line to its person; False where it says nothing of how long."""
    address = ADDRESS.search(cells.get("email", ""))
    email, name = (address[0].lower() if address else ""), cells.get("name", "")
    if not (email or name):
        return True
    person = people.setdefault(email or fold(name), Attendee(name, email))
    person.joins += 1
    joined = _moment(cells.get("join", ""), starts)
    left = _moment(cells.get("leave", ""), starts)
    seconds = _seconds(cells.get("duration", ""))
    if joined and left:
        begin, end = max(joined, starts), min(left, ends)
        if begin < end:
            person.spans.append(
                (int((begin - starts).total_seconds()), int((end - starts).total_seconds()))
            )
        return True
    person.seconds += seconds or 0
    return seconds is not None


def _moment(text: str, day: datetime) -> datetime | None:
    """The moment on the day of the meeting that a text may mean: 3/12 is read as the day fits."""
    text = re.sub(r"[\s,\u202f\u00a0]+", " ", text).strip()
    for shape in MOMENTS:
        try:
            found = datetime.strptime(text, shape)  # noqa: DTZ007  a clock on the wall
        except ValueError:
            continue
        if found.date() == day.date():
            return found
    return None


def _seconds(text: str) -> int | None:
    """`1h 2m 3s`, `1 godz. 2 min 3 sek.`, `01:02:03`, `62` (minutes)."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) < 6:
        return int(text) * 60
    if clock := CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(piece or 0) for piece in clock.groups())
        return hours * 3600 + minutes * 60 + seconds
    units = {"h": 3600, "g": 3600, "m": 60, "s": 1}
    pieces = PIECES.findall(text)
    return sum(int(n) * units[unit[0].lower()] for n, unit in pieces) if pieces else None
