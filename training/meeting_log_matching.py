"""Whose line of a log is whose: by e-mail, by name, or perhaps. Pure."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from foundation.folding import fold
from training.models import MeetingLogLine

Match = MeetingLogLine.Match
SIMILAR = 0.84
MOST_COMPARED = 400  # lines without a sure match; the rest is left to a person
IN_BRACKETS = re.compile(r"[(\[][^)\]]{0,100}[)\]]")


@dataclass(frozen=True)
class Participant:
    enrolment_id: int
    name: str
    email: str


def matches(
    lines: Sequence[tuple[str, str]], people: Sequence[Participant]
) -> Sequence[tuple[int | None, Match]]:
    """For each (name, e-mail) whose it is and how sure that is; never two people for one line."""
    by_email = {person.email.lower(): person.enrolment_id for person in people}
    by_name: dict[str, list[int]] = defaultdict(list)
    for person in people:
        by_name[name_key(person.name)].append(person.enrolment_id)
    found, compared = [], 0
    for name, email in lines:
        key = name_key(name)
        same = by_name.get(key, []) if key else []
        if email.lower() in by_email:
            found.append((by_email[email.lower()], Match.EMAIL))
        elif len(same) == 1:
            found.append((same[0], Match.NAME))
        elif same or not key or compared >= MOST_COMPARED:
            found.append((None, Match.UNSURE if same else Match.NONE))
        else:
            compared += 1
            similar = _similar(key, by_name)
            found.append((similar, Match.UNSURE if similar else Match.NONE))
    return found


def name_key(name: str) -> str:
    """A name without order, case and diacritics: „Kowalska Anna (Gość)” is „anna kowalska”."""
    words = re.findall(r"[^\W\d_]+", fold(IN_BRACKETS.sub(" ", name)))
    return " ".join(sorted(words))


def _similar(key: str, by_name: Mapping[str, Sequence[int]]) -> int | None:
    """The one person whose name differs by a letter or two, or lacks a second name."""
    words = set(key.split())
    close = []
    for known, ids in by_name.items():
        known_words = set(known.split())
        is_part = len(words & known_words) > 1 and (words <= known_words or known_words <= words)
        matcher = SequenceMatcher(None, key, known)
        if len(ids) == 1 and (
            is_part or (matcher.quick_ratio() >= SIMILAR and matcher.ratio() >= SIMILAR)
        ):
            close.append(ids[0])
    return close[0] if len(close) == 1 else None
