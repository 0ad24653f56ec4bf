"""Fair rounds: who gets a place when more people wish for one than there are. Pure, no database.

Everybody who wished within the window is put in one order, and places go along it. Before the lot
decides, three things count, in this sequence: a recent absence puts a wish behind all others; with "one
for each office" the first wish of every office stands before the second of any; with "untrained first"
who has not had this training stands before who has. The lot is a hash of the seed and the person, so that
nobody's chance depends on when they clicked, on the order of the list or on the wishes of others, and the
same inputs always give the same result.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Wish:
    """One person's wish for a place; `key` names it, `person` and `office` are opaque numbers."""

    key: int
    person: int
    office: int
    is_trained: bool = False
    was_absent: bool = False


@dataclass(frozen=True)
class Rules:
    """What the organiser chose; `most_per_office` None means no limit."""

    places: int
    one_per_office: bool = False
    most_per_office: int | None = None
    untrained_first: bool = False


class Reason(StrEnum):
    """Why a wish was granted or not; `training.rounds` says each in a sentence."""

    ENOUGH = "enough"  # places for all
    FIRST_OF_OFFICE = "first_of_office"
    LOT = "lot"
    OFFICE_FULL = "office_full"
    NO_PLACE_LEFT = "no_place_left"
    NO_PLACE_AFTER_ABSENCE = "no_place_after_absence"
    NO_PLACE_TRAINED = "no_place_trained"
    NO_PLACE_OFFICE_HAS_ONE = "no_place_office_has_one"


@dataclass(frozen=True)
class Decision:
    """What became of a wish; `position` is its place in the one order, counted from 1."""

    wish: Wish
    has_place: bool
    reason: Reason
    position: int


# Absent, not the office's first, trained, lot: the smaller claim goes first.
Claim = tuple[bool, bool, bool, str]


def allocate(wishes: Sequence[Wish], rules: Rules, seed: str) -> Sequence[Decision]:
    """Decide every wish; the decisions stand in the order in which places were given."""
    claims = _claims(wishes, rules, seed)
    ordered = sorted(wishes, key=lambda wish: claims[wish.key])
    taken: Counter[int] = Counter()
    granted: list[Wish] = []
    full: set[int] = set()
    for wish in ordered:
        if len(granted) >= rules.places:
            break
        if rules.most_per_office is not None and taken[wish.office] >= rules.most_per_office:
            full.add(wish.key)
            continue
        taken[wish.office] += 1
        granted.append(wish)
    last = claims[granted[-1].key] if granted else None
    has_place = {wish.key for wish in granted}
    return [
        Decision(
            wish,
            wish.key in has_place,
            _granted(claims[wish.key], rules, len(wishes))
            if wish.key in has_place
            else _refused(wish, claims[wish.key], last, rules, full, taken),
            position,
        )
        for position, wish in enumerate(ordered, start=1)
    ]


def lot(seed: str, person: int) -> str:
    """The person's lot in this draw: a number nobody can choose, as 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{person}".encode()).hexdigest()


def _claims(wishes: Sequence[Wish], rules: Rules, seed: str) -> Mapping[int, Claim]:
    """The claim of each wish; the office's own order decides which of its wishes is the first."""
    by_office: dict[int, list[tuple[bool, bool, str, Wish]]] = defaultdict(list)
    for wish in wishes:
        is_trained = wish.is_trained and rules.untrained_first
        drawn = lot(seed, wish.person)
        by_office[wish.office].append((wish.was_absent, is_trained, drawn, wish))
    claims = {}
    for own in by_office.values():
        own.sort(key=lambda claim: claim[:3])
        for place, (was_absent, is_trained, drawn, wish) in enumerate(own):
            is_further = rules.one_per_office and place > 0
            claims[wish.key] = (was_absent, is_further, is_trained, drawn)
    return claims


def _granted(claim: Claim, rules: Rules, wishes: int) -> Reason:
    if wishes <= rules.places:
        return Reason.ENOUGH
    if rules.one_per_office and not claim[1]:
        return Reason.FIRST_OF_OFFICE
    return Reason.LOT


def _refused(
    wish: Wish,
    claim: Claim,
    last: Claim | None,
    rules: Rules,
    full: set[int],
    taken: Counter[int],
) -> Reason:
    """The first thing that put the wish behind the last one granted."""
    is_full = rules.most_per_office is not None and taken[wish.office] >= rules.most_per_office
    if wish.key in full or is_full:
        return Reason.OFFICE_FULL
    if last is None:
        return Reason.NO_PLACE_LEFT
    behind = (
        Reason.NO_PLACE_AFTER_ABSENCE,
        Reason.NO_PLACE_OFFICE_HAS_ONE,
        Reason.NO_PLACE_TRAINED,
    )
    for reason, mine, theirs in zip(behind, claim, last, strict=False):
        if mine != theirs:
            return reason
    return Reason.NO_PLACE_LEFT
