"""What the Sejm's public ELI service says of an act: a proposal that a person compares with the journal.

The service answers `…/eli/acts/<journal>/<year>/<position>` with JSON (https://api.sejm.gov.pl/eli.html). It
knows Dziennik Ustaw (DU) and Monitor Polski (MP) only.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from foundation.fetching import Fetched, Fetcher, NotFetched

SERVICE = "https://api.sejm.gov.pl/eli/acts/"
JOURNALS = ("DU", "MP")
LARGEST = 2_000_000  # bytes: of much-amended acts every amending act is named
LONGEST_TITLE = 500

Fetch = Callable[[str], Fetched]
fetch = Fetcher(largest=LARGEST).fetch


class ActNotRead(Exception):
    """Nothing is known of the act; the message says why, and what to do."""


@dataclass(frozen=True)
class ActFacts:
    """As the service has it; `status` in its own words, e.g. „obowiązujący”."""

    eli: str
    title: str
    in_force_from: date | None
    in_force_to: date | None
    announced_on: date | None
    citation: str = ""
    status: str = ""


def read_act(eli: str, *, fetch: Fetch, service: str) -> ActFacts:
    """Ask the service for the act at this address, e.g. `DU/2024/773`. Raises ActNotRead."""
    if eli.partition("/")[0] not in JOURNALS:
        raise ActNotRead(
            _("The service knows Dziennik Ustaw (DU) and Monitor Polski (MP) only.")
            + f" {_by_hand()}"
        )
    try:
        answer = fetch(f"{service}{eli}")
    except NotFetched as refusal:
        raise ActNotRead(f"{refusal} {_by_hand()}") from refusal
    return _facts(eli, _object(answer.content or b""))


def _object(content: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ActNotRead(_unreadable()) from error
    if not isinstance(found, dict):
        raise ActNotRead(_unreadable())
    return found


def _facts(eli: str, found: Mapping[str, object]) -> ActFacts:
    title = _line(found.get("title"))
    if not title or _line(found.get("ELI")) != eli:
        raise ActNotRead(_unreadable())
    ends = _day(found.get("repealDate")) or _day(found.get("expirationDate"))
    return ActFacts(
        eli=eli,
        title=title[:LONGEST_TITLE],
        in_force_from=_day(found.get("entryIntoForce")),
        in_force_to=ends,
        announced_on=_day(found.get("announcementDate")),
        citation=_line(found.get("displayAddress"))[:100],
        status=_line(found.get("status"))[:100],
    )


def _line(value: object) -> str:
    """Text on one line, without signs that cannot be seen."""
    words = value.split() if isinstance(value, str) else []
    return " ".join("".join(sign for sign in word if sign.isprintable()) for word in words)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _unreadable() -> str:
    said = _("The service does not answer with data of this act. Check the address in the journal.")
    return f"{said} {_by_hand()}"


def _by_hand() -> str:
    return _("You can also type title and dates yourself: „Legal acts”, „Add”.")
