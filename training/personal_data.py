"""What training knows of a person, and what of it can be erased."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from training.attendance_data import attendance_data, erase_attendance
from training.funding import erase_funding, funding_data
from training.models import (
    Approval,
    ApprovalLink,
    Attendance,
    CalendarFeed,
    Certificate,
    Course,
    EditionNotice,
    Enrolment,
    EnrolmentEvent,
    Learning,
    Letter,
    Session,
    SessionEvent,
    SessionMaterial,
    WishRound,
)
from training.seats import close_open_questions, locked_enrolment, move, promote
from training.states import CAN_CANCEL, EnrolmentVerb

PERSONAL_MODELS = (
    "training.Course",
    "training.Session",
    "training.SessionEvent",
    "training.Enrolment",
    "training.EnrolmentEvent",
    "training.Attendance",
    "training.Learning",
    "training.Certificate",
    "training.WishRound",
    "training.Letter",
    "training.Scan",
    "training.MeetingCode",
    "training.MeetingLog",
    "training.Objection",
    "training.TrainingDuty",
    "training.EditionNotice",
    "training.CalendarFeed",
    "training.SessionMaterial",
)

# Where a person stands as the one who did something.
ACTS = (
    (EnrolmentEvent, "actor"),
    (SessionEvent, "actor"),
    (Attendance, "recorded_by"),
    (Certificate, "issued_by"),
    (Letter, "written_by"),
    (SessionMaterial, "added_by"),
    (WishRound, "drawn_by"),
)


def personal_data(user: User) -> Sequence[PersonalData]:
    """What training keeps about `user`."""
    enrolments = Enrolment.objects.filter(person=user).select_related("session__course")
    taught = Session.objects.taught_by(user).select_related("course")
    notes = [f"{e.session}: {e.note}" for e in enrolments if e.note]
    acts = sum(model.objects.filter(**{field: user}).count() for model, field in ACTS)
    attendance = Attendance.objects.filter(enrolment__person=user).select_related("meeting")
    certificates = Certificate.objects.filter(person=user)
    learnings = Learning.objects.filter(person=user).select_related("course")
    asked = Approval.objects.filter(enrolment__person=user).values_list(
        "supervisor_email", flat=True
    )
    return [
        PersonalData(
            _("Enrolments"), [f"{e.session}: {e.get_state_display()}" for e in enrolments]
        ),
        PersonalData(_("Notes to organisers"), notes),
        PersonalData(_("Courses at your own pace"), [_way(row) for row in learnings]),
        PersonalData(_("Supervisors who were asked"), sorted(asked)),
        PersonalData(_("Attendance"), [str(row) for row in attendance]),
        PersonalData(_("Certificates"), [f"{c.title} ({c.code})" for c in certificates]),
        PersonalData(_("Address of your calendar"), _own_feed(user)),
        PersonalData(_("Courses whose next session you wait for"), _awaited(user)),
        *attendance_data(user),
        funding_data(user),
        PersonalData(_("Sessions you teach"), [str(session) for session in taught]),
        PersonalData(_("Entries in histories of training"), [str(acts)] if acts else []),
    ]


@transaction.atomic
def erase_person(user: User) -> Sequence[Erasure]:
    """Give up seats ahead, erase notes and certificates; that a place was taken stays, without a name."""
    now = timezone.now()
    ahead = Enrolment.objects.filter(person=user, state__in=CAN_CANCEL, session__starts_at__gt=now)
    for enrolment in ahead.select_related("session"):
        _give_up(enrolment, at=now)
    own = Enrolment.objects.filter(person=user)
    notes = own.exclude(note="").update(note="")
    Course.objects.filter(locked_by=user).update(locked=False, locked_by=None, locked_at=None)
    Session.trainers.through.objects.filter(user=user).delete()
    certificates = _forget_certificates(user, at=now)
    _forget_approvals(user)
    CalendarFeed.objects.filter(person=user).delete()
    awaited = EditionNotice.objects.filter(person=user).delete()[0]
    ways = _forget_learnings(user)
    ground = _("without a name: reports on training count places")
    return [
        Erasure(_("Certificates"), certificates, 0),
        Erasure(_("Courses at your own pace"), *ways, ground if ways[1] else ""),
        Erasure(_("Notes to organisers"), notes, 0),
        Erasure(_("Courses whose next session you wait for"), awaited, 0),
        *erase_attendance(user),
        erase_funding(user),
        Erasure(_("Enrolments"), 0, own.count(), ground),
    ]


def _give_up(enrolment: Enrolment, *, at) -> None:
    """Cancel without writing to the person, who wants to be forgotten."""
    enrolment = locked_enrolment(enrolment)
    close_open_questions(enrolment, at=at)
    move(enrolment, Enrolment.State.CANCELLED, EnrolmentVerb.CANCELLED, by=None, at=at)
    promote(enrolment.session, at=at)


def _way(learning: Learning) -> str:
    """What is kept of one course: state, days, attempts at the test."""
    attempts = ", ".join(f"{a.percent}%" for a in learning.attempts.all())
    words = f"{learning.course}: {learning.get_state_display()}"
    return f"{words} ({attempts})" if attempts else words


def _own_feed(user: User) -> list[str]:
    return [
        str(timezone.localdate(feed.created_at))
        for feed in CalendarFeed.objects.filter(person=user)
    ]


def _awaited(user: User) -> list[str]:
    rows = EditionNotice.objects.filter(person=user).select_related("course")
    return [f"{row.course}, {timezone.localdate(row.asked_at)}" for row in rows]


def _forget_approvals(user: User) -> None:
    """Addresses of those who were asked for the person, and the person's own where they were asked."""
    asked = Approval.objects.filter(enrolment__person=user)
    asked.update(supervisor_email="", stand_in_email="", decided_by="")
    ApprovalLink.objects.filter(approval__in=asked).delete()
    for field in ("supervisor_email", "stand_in_email", "decided_by"):
        Approval.objects.filter(**{f"{field}__iexact": user.email}).update(**{field: ""})
    ApprovalLink.objects.filter(email__iexact=user.email).delete()


def _forget_learnings(user: User) -> tuple[int, int]:
    """What was read and answered goes; that a certificate was earned stays, without a name."""
    own = Learning.objects.filter(person=user)
    kept = own.exclude(certificates=None)
    for learning in kept:
        learning.progress.all().delete()
        learning.attempts.all().delete()
    gone = own.filter(certificates=None)
    erased, stay = gone.count(), kept.count()
    gone.delete()
    return erased, stay


def _forget_certificates(user: User, *, at) -> int:
    """Whoever checks one reads that it can no longer be confirmed."""
    own = Certificate.objects.filter(person=user)
    own.valid().update(state=Certificate.State.REVOKED, ended_at=at, told_at=at)
    return own.update(person_name="", office_name="", reason="")
