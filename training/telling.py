"""What people are told about their enrolments: one mail and one notification for each thing that happened.

Called inside the transaction of the action: only rows are written. Mails are unique by kind, enrolment
and sequence, so telling twice writes once.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from foundation.calendars import icalendar
from foundation.mailing.actions import Part, notify, queue_mail
from training.invitations import address, invitation_of
from training.models import Enrolment, SeatOffer

# What the notification inside the application says; the mail of the same kind says more.
TEXTS = {
    "confirmed": gettext_noop("Your place is confirmed: %(course)s"),
    "waiting": gettext_noop("You are on the waiting list: %(course)s"),
    "offered": gettext_noop("A place is free, please confirm: %(course)s"),
    "offer_expired": gettext_noop("The offered place has passed to the next person: %(course)s"),
    "cancelled": gettext_noop("Enrolment cancelled: %(course)s"),
    "changed": gettext_noop("New date or place: %(course)s"),
}


def confirmed(enrolment: Enrolment, *, at: datetime) -> None:
    """The seat is certain: here is the invitation."""
    _tell(enrolment, "confirmed", at=at, parts=[_calendar(enrolment, "REQUEST", at=at)])


def waiting(enrolment: Enrolment, *, at: datetime) -> None:
    _tell(enrolment, "waiting", at=at)


def offered(enrolment: Enrolment, offer: SeatOffer, *, at: datetime) -> None:
    _tell(enrolment, "offered", at=at, offer=offer)


def offer_expired(enrolment: Enrolment, *, at: datetime) -> None:
    _tell(enrolment, "offer_expired", at=at)


def cancelled(
    enrolment: Enrolment, *, was_confirmed: bool, at: datetime, by_organiser: bool = False
) -> None:
    """The enrolment is over; the event leaves the calendar that an invitation had put it in."""
    parts = [_calendar(enrolment, "CANCEL", at=at)] if was_confirmed else []
    _tell(enrolment, "cancelled", at=at, parts=parts, by_organiser=by_organiser)


def changed(enrolment: Enrolment, *, at: datetime) -> None:
    """Date or place moved: the same event, a higher sequence."""
    _tell(enrolment, "changed", at=at, parts=[_calendar(enrolment, "REQUEST", at=at)])


def reminder(enrolment: Enrolment, *, at: datetime) -> None:
    """Once for each date: the day of the first meeting is the mail's sequence."""
    session = enrolment.session
    _mail(enrolment, "reminder", at=at, sequence=session.starts_at.date().toordinal())


def _tell(enrolment: Enrolment, what: str, *, at: datetime, **more) -> None:
    _mail(enrolment, what, at=at, sequence=enrolment.sequence, **more)
    person = enrolment.person
    with override(person.language):
        text = _(TEXTS[what]) % {"course": enrolment.session.course.title}
        url = enrolment.get_absolute_url()
    notify(person, kind=f"training_{what}", text=text, url=url, at=at)


def _mail(
    enrolment: Enrolment,
    what: str,
    *,
    at: datetime,
    sequence: int,
    parts: Sequence[Part] = (),
    **context,
) -> None:
    with override(enrolment.person.language):
        url = address(enrolment.get_absolute_url())
    queue_mail(
        kind=f"training_{what}",
        subject_key=f"enrolment:{enrolment.pk}",
        to=enrolment.person,
        template=f"training/email/{what}",
        context={
            "enrolment": enrolment,
            "session": enrolment.session,
            "course": enrolment.session.course,
            "meetings": list(enrolment.session.meetings.all()),
            "url": url,
            **context,
        },
        sequence=sequence,
        parts=parts,
        at=at,
    )


def _calendar(enrolment: Enrolment, method: str, *, at: datetime) -> Part:
    write = {"REQUEST": icalendar.request, "CANCEL": icalendar.cancel}[method]
    body = write(invitation_of(enrolment, at=at))
    return Part(icalendar.content_type(method), body, "zaproszenie.ics")
