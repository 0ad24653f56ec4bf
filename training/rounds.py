"""From wishes in the database to the draw and back: what goes in, what it says in words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from training.allocation import Decision, Reason, Rules, Wish, allocate
from training.models import Enrolment, Session, WishDecision, WishRound
from training.seats import seats
from training.states import EnrolmentState, Way

# An absence counts for a year, and only here.
ABSENCE_COUNTS = timedelta(days=365)


@dataclass(frozen=True)
class Outlook:
    """What a draw would give in figures, for the organiser before it counts."""

    wishes: int
    places: int
    granted: int
    offices: int
    offices_served: int


def rules_of(wish_round: WishRound, *, places: int) -> Rules:
    return Rules(
        places=places,
        one_per_office=wish_round.one_per_office,
        most_per_office=wish_round.most_per_office,
        untrained_first=wish_round.untrained_first,
    )


def free_places(session: Session) -> Mapping[Way, int]:
    """What there is to draw, by way of taking part."""
    return {way: seats(session, way).free for way in session.ways}


def decided(
    wish_round: WishRound,
    wishes: Mapping[Way, Sequence[Wish]],
    places: Mapping[Way, int],
    *,
    seed: str,
) -> Sequence[tuple[Way, Decision]]:
    """Draw each way's wishes for its own places; positions count on from one way to the other."""
    drawn: list[tuple[Way, Decision]] = []
    for way in Way:
        rules = rules_of(wish_round, places=places.get(way, 0))
        for decision in allocate(wishes.get(way, []), rules, seed):
            drawn.append((way, replace(decision, position=len(drawn) + 1)))
    return drawn


def wishes_of(wish_round: WishRound, *, at: datetime) -> Mapping[Way, Sequence[Wish]]:
    """Everybody who wished, by way, with what counts for or against them on this day."""
    session = wish_round.session
    wishing = session.enrolments.filter(state=EnrolmentState.REQUESTED).order_by("pk")
    rows = list(wishing.values_list("way", "pk", "person_id", "organisation_id"))
    people = [person for _way, _key, person, _office in rows]
    trained, absent = _trained(people, session.course_id), recently_absent(people, at=at)
    wishes: dict[Way, list[Wish]] = defaultdict(list)
    for way, key, who, office in rows:
        wishes[Way(way)].append(Wish(key, who, office, who in trained, who in absent))
    return wishes


def recently_absent(people: Sequence[int], *, at: datetime) -> set[int]:
    """Who of them missed a session they had a place in, within a year."""
    missed = Enrolment.objects.filter(
        state=EnrolmentState.ABSENT,
        person__in=people,
        session__ends_at__gt=at - ABSENCE_COUNTS,
        session__ends_at__lte=at,
    )
    return set(missed.values_list("person_id", flat=True))


def outlook(wish_round: WishRound, *, seed: str, at: datetime) -> Outlook:
    """A dry run: nothing is written, nobody is told."""
    wishes, places = wishes_of(wish_round, at=at), free_places(wish_round.session)
    drawn = [decision for _way, decision in decided(wish_round, wishes, places, seed=seed)]
    granted = [decision.wish for decision in drawn if decision.has_place]
    return Outlook(
        wishes=len(drawn),
        places=sum(places.values()),
        granted=len(granted),
        offices=len({decision.wish.office for decision in drawn}),
        offices_served=len({wish.office for wish in granted}),
    )


def drawn_again(wish_round: WishRound) -> Mapping[int, tuple[bool, str, int]]:
    """The same draw from what was kept: place, reason and position by enrolment."""
    wishes: dict[Way, list[Wish]] = defaultdict(list)
    for d in wish_round.decisions.all():
        wish = Wish(d.enrolment_id, d.person_number, d.office_number, d.is_trained, d.was_absent)
        wishes[Way(d.way)].append(wish)
    drawn = decided(wish_round, wishes, wish_round.places_by_way(), seed=wish_round.seed)
    return {d.wish.key: (d.has_place, d.reason, d.position) for _way, d in drawn}


def decision_row(wish_round: WishRound, way: Way, decision: Decision) -> WishDecision:
    wish = decision.wish
    return WishDecision(
        wish_round=wish_round,
        way=way,
        enrolment_id=wish.key,
        person_number=wish.person,
        office_number=wish.office,
        is_trained=wish.is_trained,
        was_absent=wish.was_absent,
        position=decision.position,
        has_place=decision.has_place,
        reason=decision.reason,
    )


def in_words(decision: WishDecision) -> str:
    """One sentence that an organiser can read out on the phone."""
    words = {
        Reason.ENOUGH: _("There were places for everybody who wished for one."),
        Reason.FIRST_OF_OFFICE: _("The lot gave this person the first place of their office."),
        Reason.LOT: _("The lot gave this person one of the remaining places."),
        Reason.OFFICE_FULL: _("The office already has as many places as one office may have."),
        Reason.NO_PLACE_LEFT: _("There were more wishes than places, and the lot decided."),
        Reason.NO_PLACE_AFTER_ABSENCE: _(
            "This person missed a training within the last year, so others came first."
        ),
        Reason.NO_PLACE_TRAINED: _(
            "This person has had this training, so those who have not came first."
        ),
        Reason.NO_PLACE_OFFICE_HAS_ONE: _(
            "Another person of this office stood before, and other offices got their first place."
        ),
    }
    return words[Reason(decision.reason)]


def _trained(people: Sequence[int], course_id: int) -> set[int]:
    attended = Enrolment.objects.filter(
        state=EnrolmentState.ATTENDED, person__in=people, session__course=course_id
    )
    return set(attended.values_list("person_id", flat=True))
