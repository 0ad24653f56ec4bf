"""Many people of one office at once: whom a list names, and how many of them would get a place."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from django.db.models import QuerySet

from foundation.accounts.models import Membership, Organisation, User
from training.models import Enrolment, Session
from training.models.wish_round import undrawn_round
from training.seats import room_for
from training.states import Way

MOST_LINES = 500
ADDRESS = re.compile(r"[^\s;,<>\"']+@[^\s;,<>\"']+")


@dataclass(frozen=True)
class Named:
    """What a list says: members to enrol, in its order, and lines that name none."""

    people: Sequence[User]
    already: Sequence[User]
    unknown: Sequence[str]


@dataclass(frozen=True)
class GroupPreview:
    """How many were asked for, and how many of them get a place at once; the rest would wait."""

    asked: int
    fit: int
    are_wishes: bool = False  # the places are drawn later

    @property
    def all_fit(self) -> bool:
        return self.are_wishes or self.fit == self.asked

    @property
    def wait(self) -> int:
        return self.asked - self.fit


def addresses_in(text: str) -> list[str]:
    """The first e-mail address of each line of a list or CSV, in lower case, each once."""
    rows = csv.reader(StringIO(text.replace("\0", "")), delimiter=";")
    lines = [" ".join(row) for _number, row in zip(range(MOST_LINES), rows, strict=False)]
    found = [match.group().lower() for line in lines if (match := ADDRESS.search(line))]
    return list(dict.fromkeys(found))


def named_by(text: str, *, session: Session, organisation: Organisation) -> Named:
    """Members of the office whom the text names by their e-mail address."""
    asked = addresses_in(text)
    memberships = Membership.objects.active().filter(
        organisation=organisation, user__email__in=asked
    )
    members = {m.user.email.lower(): m.user for m in memberships.select_related("user")}
    enrolled = set(session.enrolments.current().values_list("person_id", flat=True))
    known = [members[address] for address in asked if address in members]
    return Named(
        people=[person for person in known if person.pk not in enrolled],
        already=[person for person in known if person.pk in enrolled],
        unknown=[address for address in asked if address not in members],
    )


def colleagues_in_line(enrolment: Enrolment) -> QuerySet[Enrolment]:
    """Those of the same office who wait for a seat in the same session."""
    line = enrolment.session.enrolments.in_line().select_related("person")
    return line.filter(organisation=enrolment.organisation)


def preview_group(
    session: Session, people: Sequence[User], organisation: Organisation, way: Way
) -> GroupPreview:
    """What enrolling them now would give; true until somebody else takes a place."""
    if undrawn_round(session):
        return GroupPreview(len(people), 0, are_wishes=True)
    return GroupPreview(len(people), min(room_for(session, way, organisation), len(people)))
