"""The programme of a conference as pages and calendars show it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import ngettext

from training.models import Enrolment, Session, Speaker, Talk


@dataclass(frozen=True)
class ShownTalk:
    """A talk with what this reader can do about it; `clashes` with another one of the plan."""

    talk: Talk
    is_chosen: bool
    may_choose: bool
    clashes: bool

    @property
    def is_full(self) -> bool:
        return self.talk.capacity is not None and self.talk.taken >= self.talk.capacity


@dataclass(frozen=True)
class ProgrammeDay:
    on: date
    talks: Sequence[ShownTalk]


def programme_of(
    session: Session, enrolment: Enrolment | None, *, at: datetime
) -> Sequence[ProgrammeDay]:
    """The talks by day and hour; with an enrolment that has a place also what is in its plan.

    Three queries, four with an enrolment.
    """
    chosen = set(_chosen(enrolment)) if enrolment else set()
    days: dict[date, list[ShownTalk]] = defaultdict(list)
    talks = list(session.talks.for_programme())
    for talk in talks:
        may = enrolment is not None and talk.capacity is not None and talk.starts_at > at
        clashes = any(talk.overlaps(t) for t in talks if t.pk in chosen and t.pk != talk.pk)
        days[talk.on].append(ShownTalk(talk, talk.pk in chosen, may, may and clashes))
    return [ProgrammeDay(on, talks) for on, talks in days.items()]


def plan_of(enrolment: Enrolment) -> Sequence[Talk]:
    """What one person has chosen, by hour."""
    rows = Talk.objects.chosen_by(enrolment).select_related("track")
    return list(rows.order_by("on", "starts", "pk"))


def speakers_of(session: Session) -> Sequence[Speaker]:
    """Everybody who speaks, by name, with their talks."""
    return list(session.speakers.prefetch_related("talks"))


def talk_places(talk: Talk) -> str:
    """Return „wolne: 3 z 20 miejsc”. Reads `with_places`."""
    return ngettext(
        "%(free)s of %(capacity)s place is free",
        "%(free)s of %(capacity)s places are free",
        talk.capacity,
    ) % {"free": max(talk.capacity - talk.taken, 0), "capacity": talk.capacity}


def _chosen(enrolment: Enrolment) -> Sequence[int]:
    return enrolment.talk_choices.values_list("talk", flat=True)
