"""What people are told about their enrolments: one mail and one notification for each thing that happened.

Called inside the transaction of the action: only rows are written. Mails are unique by kind, enrolment
and sequence, so telling twice writes once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from foundation.accounts.models import User
from foundation.calendars import icalendar
from foundation.mailing.actions import Part, notify, queue_mail
from training.invitations import address, invitation_of
from training.letters import written_for
from training.models import (
    Approval,
    ApprovalLink,
    Certificate,
    Enrolment,
    Letter,
    Objection,
    SeatOffer,
    Session,
    WishDecision,
)

# What the notification inside the application says; the mail of the same kind says more.
TEXTS = {
    "confirmed": gettext_noop("Your place is confirmed: %(course)s"),
    "wished": gettext_noop("Your wish is noted, the places will be drawn: %(course)s"),
    "waiting": gettext_noop("You are on the waiting list: %(course)s"),
    "offered": gettext_noop("A place is free, please confirm: %(course)s"),
    "offer_expired": gettext_noop("The offered place has passed to the next person: %(course)s"),
    "awaiting_approval": gettext_noop("Your supervisor was asked: %(course)s"),
    "refused": gettext_noop("Your supervisor did not agree: %(course)s"),
    "approval_expired": gettext_noop("Nobody agreed in time: %(course)s"),
    "cancelled": gettext_noop("Enrolment cancelled: %(course)s"),
    "changed": gettext_noop("New date or place: %(course)s"),
    "certificate": gettext_noop("Your certificate is ready: %(course)s"),
    "objection": gettext_noop("Your objection is decided: %(course)s"),
    "expiry": gettext_noop("Your certificate runs out soon: %(course)s"),
    "survey": gettext_noop("How was it? Please answer the survey: %(course)s"),
    "new_edition": gettext_noop("A new session is announced: %(course)s"),
    "letter": gettext_noop("A message from the organiser: %(course)s"),
}


def confirmed(enrolment: Enrolment, *, at: datetime) -> None:
    """The seat is certain: here is the invitation."""
    _tell(enrolment, "confirmed", at=at, parts=[_calendar(enrolment, "REQUEST", at=at)])


def wished(enrolment: Enrolment, *, at: datetime) -> None:
    wish_round = enrolment.session.wish_round
    _tell(enrolment, "wished", at=at, wishes_until=wish_round.wishes_until)


def drawn(decision: WishDecision, *, at: datetime) -> None:
    """A place, with its invitation; or where one stands in line."""
    tell = confirmed if decision.has_place else waiting
    tell(decision.enrolment, at=at)


def waiting(enrolment: Enrolment, *, at: datetime) -> None:
    _tell(enrolment, "waiting", at=at)


def offered(enrolment: Enrolment, offer: SeatOffer, *, at: datetime) -> None:
    _tell(enrolment, "offered", at=at, offer=offer)


def offer_expired(enrolment: Enrolment, *, at: datetime) -> None:
    _tell(enrolment, "offer_expired", at=at)


def awaiting_approval(enrolment: Enrolment, approval: Approval, *, at: datetime) -> None:
    _tell(enrolment, "awaiting_approval", at=at, approval=approval)


def refused(enrolment: Enrolment, *, at: datetime) -> None:
    _tell(enrolment, "refused", at=at)


def approval_expired(enrolment: Enrolment, *, at: datetime) -> None:
    _tell(enrolment, "approval_expired", at=at)


def approval_link(link: ApprovalLink, token: str, *, at: datetime) -> None:
    """To the supervisor, who may have no account: who asks, for what, and the link. No text of theirs."""
    approval = link.approval
    enrolment = approval.enrolment
    with override("pl"):
        url = address(reverse("training:approval", args=[token]))
    queue_mail(
        kind="training_approval",
        subject_key=f"approval:{approval.pk}",
        to=link.email,
        template="training/email/approval",
        context={
            "approval": approval,
            "is_stand_in": link.email == approval.stand_in_email,
            "enrolment": enrolment,
            "session": enrolment.session,
            "course": enrolment.session.course,
            "meetings": list(enrolment.session.meetings.all()),
            "url": url,
        },
        sequence=link.pk,
        at=at,
    )


def cancelled(
    enrolment: Enrolment, *, was_confirmed: bool, at: datetime, by_organiser: bool = False
) -> None:
    """The enrolment is over; the event leaves the calendar that an invitation had put it in."""
    parts = [_calendar(enrolment, "CANCEL", at=at)] if was_confirmed else []
    _tell(enrolment, "cancelled", at=at, parts=parts, by_organiser=by_organiser)


def changed(enrolment: Enrolment, *, at: datetime) -> None:
    """Date or place moved: whoever has a place gets the same event with a higher sequence."""
    has_place = enrolment.is_confirmed
    parts = [_calendar(enrolment, "REQUEST", at=at)] if has_place else []
    _tell(enrolment, "changed", at=at, parts=parts, has_place=has_place)


def certificate(certificate: Certificate, *, at: datetime) -> None:
    """A certificate is out, or a new version of it: once for each version."""
    earned_by, person = certificate.earned_by, certificate.person
    with override(person.language):
        path = earned_by.get_absolute_url()
        check_url = address(certificate.get_absolute_url())
        text = _(TEXTS["certificate"]) % {"course": certificate.title}
    queue_mail(
        kind="training_certificate",
        subject_key=f"{earned_by._meta.model_name}:{earned_by.pk}",
        to=person,
        template="training/email/certificate",
        context={
            "certificate": certificate,
            "course": certificate.course,
            "url": address(path),
            "check_url": check_url,
        },
        sequence=certificate.version,
        at=at,
    )
    notify(person, kind="training_certificate", text=text, url=path, at=at)


def objection_made(objection: Objection, *, at: datetime) -> None:
    """The trainers hear of it inside the application; organisers see it in the list of attendance."""
    session = objection.enrolment.session
    for trainer in session.trainers.all():
        with override(trainer.language):
            text = _("Somebody objects to their minutes: %(course)s") % {
                "course": session.course.title
            }
            url = reverse("training:attendance", args=[session.pk])
        notify(trainer, kind="training_objection", text=text, url=url, at=at)


def objection_decided(objection: Objection, *, at: datetime) -> None:
    enrolment = objection.enrolment
    is_accepted = objection.state == Objection.State.ACCEPTED
    _tell(
        enrolment,
        "objection",
        at=at,
        sequence=objection.pk,
        objection=objection,
        is_accepted=is_accepted,
    )


def expiry(certificate: Certificate, *, at: datetime) -> None:
    """A certificate runs out: where to take the course again; once for each certificate."""
    person, course = certificate.person, certificate.course
    with override(person.language):
        path = course.get_absolute_url()
        text = _(TEXTS["expiry"]) % {"course": course.title}
    queue_mail(
        kind="training_expiry",
        subject_key=f"certificate:{certificate.pk}",
        to=person,
        template="training/email/expiry",
        context={"course": course, "certificate": certificate, "url": address(path)},
        at=at,
    )
    notify(person, kind="training_expiry", text=text, url=path, at=at)


def new_edition(person: User, session: Session, *, at: datetime) -> None:
    """Whoever waited for the next session of the course hears of this one, once."""
    course, opens_at = session.course, session.registration_opens_at
    with override(person.language):
        path = session.get_absolute_url()
        text = _(TEXTS["new_edition"]) % {"course": course.title}
    queue_mail(
        kind="training_new_edition",
        subject_key=f"course:{course.pk}:{person.pk}",
        to=person,
        template="training/email/new_edition",
        context={
            "course": course,
            "session": session,
            "meetings": list(session.meetings.all()),
            "opens_at": opens_at if opens_at and opens_at > at else None,
            "url": address(path),
        },
        sequence=session.pk,
        at=at,
    )
    notify(person, kind="training_new_edition", text=text, url=path, at=at)


def survey(enrolment: Enrolment, *, at: datetime) -> None:
    """Asks what the training was like; who took part, once."""
    with override(enrolment.person.language):
        survey_url = address(reverse("training:survey", args=[enrolment.uid]))
    _tell(enrolment, "survey", at=at, sequence=0, survey_url=survey_url)


def letter(letter: Letter, enrolment: Enrolment, *, at: datetime) -> None:
    """What the organiser wrote, filled in for this person; once for each letter."""
    subject, body = written_for(enrolment, subject=letter.subject, body=letter.body)
    _tell(
        enrolment,
        "letter",
        at=at,
        sequence=letter.pk,
        headers={"Auto-Submitted": "no"},
        subject=subject,
        body=body,
    )


def reminder(enrolment: Enrolment, *, at: datetime) -> None:
    """Once for each date: the day of the first meeting is the mail's sequence."""
    session = enrolment.session
    _mail(enrolment, "reminder", at=at, sequence=session.starts_at.date().toordinal())


def _tell(enrolment: Enrolment, what: str, *, at: datetime, **more) -> None:
    _mail(enrolment, what, at=at, **{"sequence": enrolment.sequence, **more})
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
    headers: Mapping[str, str] | None = None,
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
        headers=headers,
        at=at,
    )


def _calendar(enrolment: Enrolment, method: str, *, at: datetime) -> Part:
    write = {"REQUEST": icalendar.request, "CANCEL": icalendar.cancel}[method]
    body = write(invitation_of(enrolment, at=at))
    return Part(icalendar.content_type(method), body, "zaproszenie.ics")
