"""Which line of the archive is this row? Pure: rows in, hashes and repetitions out."""

import hashlib
import sqlite3
from dataclasses import dataclass, replace
from typing import Self

from foundation.folding import fold
from projects_archive.sources.rows import Facts, ListRow, Problem

SPARING = ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -16000")
TABLES = (
    "CREATE TABLE contract (key BLOB PRIMARY KEY, first INTEGER, amounts TEXT) WITHOUT ROWID",
    "CREATE TABLE alike (key BLOB PRIMARY KEY, nth INTEGER) WITHOUT ROWID",
)
# Written and read at once: the row that had this number first, and which of its like a row is.
FIRST = (
    "INSERT INTO contract VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET first = first"
    " RETURNING first, amounts"
)
NTH = "INSERT INTO alike VALUES (?, 1) ON CONFLICT DO UPDATE SET nth = nth + 1 RETURNING nth"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def fingerprint_of(facts: Facts) -> str:
    """Title and beneficiary, whatever their case and spacing; the same in every edition of a list."""
    return _hash(fold(facts.title), fold(facts.beneficiary_name))


def contract_of(facts: Facts) -> str:
    """The contract number as it is compared: case and spaces do not matter."""
    return "".join(facts.contract_number.split()).upper()


@dataclass(frozen=True)
class IdentifiedRow:
    """A row with the hash of its line; `places` are those of all rows that repeat it."""

    row: ListRow
    identity: str = ""
    fingerprint: str = ""


class Places:
    """Places of rows that come again, kept for the row that came first."""

    def __init__(self) -> None:
        self._more: dict[int, list[str]] = {}

    def add(self, first: int, place: str) -> None:
        places = self._more.setdefault(first, [])
        if place and place not in places:
            places.append(place)

    def of(self, row: ListRow) -> str:
        """The place text of a row with those of the rows that repeat it."""
        own = row.facts.place_text if row.facts else ""
        more = [place for place in self._more.get(row.number, ()) if place not in own]
        return " | ".join(filter(None, [own, *dict.fromkeys(more)]))


class Repetitions:
    """Remembers what a file already said, in a file of its own, so that nothing counts twice.

    However long the list is, at most 16 MB of it are in memory; the file goes when it is left (`with`).

    - A contract number that comes again with the same amounts is the same project in another place:
      the row is refused as repeated; `places` gives its places to the first row.
    - With other amounts nobody can know which is right: the later row is refused.
    - Rows without a number that agree in title and beneficiary are told apart by their order.
    """

    def __init__(self) -> None:
        self.places = Places()

    def __enter__(self) -> Self:
        self._seen = sqlite3.connect("", isolation_level=None)  # SQLite: a temporary file
        for statement in (*SPARING, *TABLES, "BEGIN"):
            self._seen.execute(statement)
        return self

    def __exit__(self, *_exception: object) -> None:
        self._seen.close()

    def identify(self, row: ListRow) -> IdentifiedRow:
        if row.facts is None:
            return IdentifiedRow(row)
        fingerprint = fingerprint_of(row.facts)
        if contract_of(row.facts):
            return self._by_contract(row, row.facts, fingerprint)
        key = bytes.fromhex(_hash(row.facts.list_key, fingerprint))[:16]
        nth = self._seen.execute(NTH, [key]).fetchone()[0]
        return IdentifiedRow(row, _hash(row.facts.list_key, fingerprint, str(nth)), fingerprint)

    def _by_contract(self, row: ListRow, facts: Facts, fingerprint: str) -> IdentifiedRow:
        identity = _hash(facts.list_key, "contract", contract_of(facts))
        key, amounts = bytes.fromhex(identity)[:16], _amounts(facts)
        first, first_amounts = self._seen.execute(FIRST, [key, row.number, amounts]).fetchone()
        if first == row.number:
            return IdentifiedRow(row, identity, fingerprint)
        same = amounts == first_amounts
        if same:
            self.places.add(first, facts.place_text)
        problem = Problem.REPEATED_ROW if same else Problem.SAME_NUMBER
        detail = f"{facts.contract_number} = {first}"
        return IdentifiedRow(replace(row, facts=None, problem=problem, detail=detail))


def _amounts(facts: Facts) -> str:
    """Equal for equal amounts, however many noughts end them."""
    amounts = (facts.total_value, facts.eu_contribution)
    return " ".join("-" if one is None else f"{one:.2f}" for one in amounts)
