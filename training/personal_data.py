"""What training knows of a person, and what of it can be erased."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from training.models import Course, Enrolment, EnrolmentEvent, Session, SessionEvent
from training.seats import close_open_offer, locked_enrolment, move, promote
from training.states import CAN_CANCEL, EnrolmentVerb

PERSONAL_MODELS = (
    "training.Course",
    "training.Session",
    "training.SessionEvent",
    "training.Enrolment",
    "training.EnrolmentEvent",
)


def personal_data(user: User) -> Sequence[PersonalData]:
    """What training keeps about `user`."""
    enrolments = Enrolment.objects.filter(person=user).select_related("session__course")
    taught = Session.objects.taught_by(user).select_related("course")
    notes = [f"{e.session}: {e.note}" for e in enrolments if e.note]
    acts = EnrolmentEvent.objects.filter(actor=user).count()
    acts += SessionEvent.objects.filter(actor=user).count()
    return [
        PersonalData(
            _("Enrolments"), [f"{e.session}: {e.get_state_display()}" for e in enrolments]
        ),
        PersonalData(_("Notes to organisers"), notes),
        PersonalData(_("Sessions you teach"), [str(session) for session in taught]),
        PersonalData(_("Entries in histories of training"), [str(acts)] if acts else []),
    ]


@transaction.atomic
def erase_person(user: User) -> Sequence[Erasure]:
    """Give up seats ahead, erase notes; that a place was taken stays, without a name."""
    now = timezone.now()
    ahead = Enrolment.objects.filter(person=user, state__in=CAN_CANCEL, session__starts_at__gt=now)
    for enrolment in ahead.select_related("session"):
        _give_up(enrolment, at=now)
    own = Enrolment.objects.filter(person=user)
    notes = own.exclude(note="").update(note="")
    Course.objects.filter(locked_by=user).update(locked=False, locked_by=None, locked_at=None)
    Session.trainers.through.objects.filter(user=user).delete()
    ground = _("without a name: reports on training count places")
    return [
        Erasure(_("Notes to organisers"), notes, 0),
        Erasure(_("Enrolments"), 0, own.count(), ground),
    ]


def _give_up(enrolment: Enrolment, *, at) -> None:
    """Cancel without writing to the person, who wants to be forgotten."""
    enrolment = locked_enrolment(enrolment)
    close_open_offer(enrolment, at=at)
    move(enrolment, Enrolment.State.CANCELLED, EnrolmentVerb.CANCELLED, by=None, at=at)
    promote(enrolment.session, at=at)
