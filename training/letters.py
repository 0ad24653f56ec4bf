"""Letters to participants: whom one is for, and how it reads for each of them."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet
from django.utils.translation import override

from training.invitations import address
from training.models import Enrolment, Letter, Session
from training.placeholders import Facts, fill
from training.states import ENDED, EnrolmentState
from training.words import days

# Whoever has left is not written to.
ADDRESSED = tuple(state for state in EnrolmentState if state not in ENDED)


def addressees(session: Session, states: Sequence[str]) -> QuerySet[Enrolment]:
    """Those a letter to these states goes to: enrolled people with a working account, and nobody else.

    An address is never typed in: who waits in line is a verified member of an office like all others.
    """
    wanted = [state for state in states if state in ADDRESSED]
    return session.enrolments.filter(state__in=wanted, person__is_active=True)


def states_with_people(session: Session) -> list[tuple[str, str, int]]:
    """(value, label, number of people) of each state that somebody is in."""
    counted = addressees(session, ADDRESSED).order_by().values("state").annotate(n=Count("pk"))
    numbers = {row["state"]: row["n"] for row in counted}
    return [(s.value, str(s.label), numbers[s]) for s in ADDRESSED if s in numbers]


def written_for(enrolment: Enrolment, *, subject: str, body: str) -> tuple[str, str]:
    """Subject and text as this person reads them, values in their language."""
    with override(enrolment.person.language):
        facts = facts_of(enrolment)
    return fill(subject, facts), fill(body, facts)


def facts_of(enrolment: Enrolment) -> Facts:
    session = enrolment.session
    return Facts(
        person=str(enrolment.person),
        office=str(enrolment.organisation),
        course=session.course.title,
        days=days(session),
        place=enrolment.where,
        state=str(enrolment.get_state_display()),
        address=address(enrolment.get_absolute_url()),
    )


def states_of(letter: Letter) -> str:
    """For whom a letter is: „potwierdzone miejsce, na liście rezerwowej”."""
    return ", ".join(str(EnrolmentState(state).label) for state in letter.states)
