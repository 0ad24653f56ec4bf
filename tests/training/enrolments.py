"""Enrolments as tests make and read them."""

from foundation.accounts.models import User
from foundation.mailing.models import OutgoingMail
from training.actions import (
    enrol,
)
from training.models import Enrolment, Session
from training.models.placed import Seats
from training.seats import seats


def enrol_self(session: Session, person: User, **more) -> Enrolment:
    organisation = person.memberships.get().organisation
    return enrol(session, person=person, organisation=organisation, by=person, **more)


def seats_in(session: Session) -> Seats:
    """The seats of a session with one way of taking part."""
    return seats(session, session.ways[0])


def states(session: Session) -> list[str]:
    return list(session.enrolments.order_by("pk").values_list("state", flat=True))


def mails(person: User) -> list[str]:
    return list(
        OutgoingMail.objects.filter(recipient=person.email)
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def events(enrolment: Enrolment) -> list[tuple]:
    return list(enrolment.events.values_list("verb", "before", "after"))
