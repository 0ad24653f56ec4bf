"""Which line of the archive is this row? Pure: rows in, hashes and repetitions out."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from foundation.folding import fold
from projects_archive.sources.rows import Facts, ListRow, Problem


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


class Repetitions:
    """Remembers what a file already said, some 100 bytes a row, so that nothing counts twice.

    - A contract number that comes again with the same amounts is the same project in another place:
      the row is refused as repeated; `places_of` gives its places to the first row.
    - With other amounts nobody can know which is right: the later row is refused.
    - Rows without a number that agree in title and beneficiary are told apart by their order.
    """

    def __init__(self) -> None:
        self._contracts: dict[bytes, tuple[int, int]] = {}
        self._occurrences: dict[bytes, int] = {}
        self._more_places: dict[int, list[str]] = {}

    def identify(self, row: ListRow) -> IdentifiedRow:
        if row.facts is None:
            return IdentifiedRow(row)
        fingerprint = fingerprint_of(row.facts)
        if contract_of(row.facts):
            return self._by_contract(row, row.facts, fingerprint)
        key = bytes.fromhex(_hash(row.facts.list_key, fingerprint))[:16]
        nth = self._occurrences[key] = self._occurrences.get(key, 0) + 1
        return IdentifiedRow(row, _hash(row.facts.list_key, fingerprint, str(nth)), fingerprint)

    def forget_rows(self) -> None:
        """Keep only the places of rows that come again: a whole list is remembered once, not twice."""
        self._contracts, self._occurrences = {}, {}

    def places_of(self, row: ListRow) -> str:
        """The place text of a row with those of the rows that repeat it."""
        own = row.facts.place_text if row.facts else ""
        more = [place for place in self._more_places.get(row.number, ()) if place not in own]
        return " | ".join(filter(None, [own, *dict.fromkeys(more)]))

    def _by_contract(self, row: ListRow, facts: Facts, fingerprint: str) -> IdentifiedRow:
        identity = _hash(facts.list_key, "contract", contract_of(facts))
        key, amounts = (
            bytes.fromhex(identity)[:16],
            hash((facts.total_value, facts.eu_contribution)),
        )
        first, first_amounts = self._contracts.setdefault(key, (row.number, amounts))
        if first == row.number:
            return IdentifiedRow(row, identity, fingerprint)
        same = amounts == first_amounts
        if same and facts.place_text:
            places = self._more_places.setdefault(first, [])
            if facts.place_text not in places:
                places.append(facts.place_text)
        problem = Problem.REPEATED_ROW if same else Problem.SAME_NUMBER
        detail = f"{facts.contract_number} = {first}"
        return IdentifiedRow(replace(row, facts=None, problem=problem, detail=detail))


def identified(rows: Iterator[ListRow], repetitions: Repetitions) -> Iterator[IdentifiedRow]:
    for row in rows:
        yield repetitions.identify(row)
