"""Letters to participants: whom one is for, and how it reads for each of them."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from training.invitations import address
from training.models import Enrolment, Letter, Session
from training.placeholders import Facts, fill
from training.states import ENDED, EnrolmentState, Way
from training.words import days

# Whoever has left is not written to.
ADDRESSED = tuple(state for state in EnrolmentState if state not in ENDED)


def addressees(session: Session, states: Sequence[str], way: str = "") -> QuerySet[Enrolment]:
    """Those a letter to these states, and to one `way` or both, goes to: working accounts, nobody else.

    An address is never typed in: who waits in line is a verified member of an office like all others.
    """
    wanted = [state for state in states if state in ADDRESSED]
    found = session.enrolments.filter(state__in=wanted, person__is_active=True)
    return found.filter(way=way) if way else found


def states_with_people(session: Session) -> list[tuple[str, str, int]]:
    """(value, label, number of people) of each state that somebody is in."""
    return _counted(session, "state", ADDRESSED)


def ways_with_people(session: Session) -> list[tuple[str, str, int]]:
    """(value, label, number of people) of each way that somebody takes part in or waits for."""
    return _counted(session, "way", Way)


def _counted(session: Session, field: str, choices) -> list[tuple[str, str, int]]:
    rows = addressees(session, ADDRESSED).order_by().values(field).annotate(n=Count("pk"))
    numbers = {row[field]: row["n"] for row in rows}
    return [(c.value, str(c.label), numbers[c]) for c in choices if c in numbers]


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


def receivers_of(letter: Letter) -> str:
    """For whom a letter is: „miejsce potwierdzone, na liście rezerwowej; tylko online”."""
    said = ", ".join(str(EnrolmentState(state).label) for state in letter.states)
    if not letter.way:
        return said
    return _("%(states)s; only %(way)s") % {"states": said, "way": letter.get_way_display()}
