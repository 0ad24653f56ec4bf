"""Asking to hear of the next session of a course, and telling once."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Mandate, Organisation, User
from training import telling
from training.models import Course, EditionNotice, Session
from training.permissions import may_act_for
from training.states import SessionState

TELLING = (SessionState.ANNOUNCED, SessionState.OPEN)


def await_edition(
    course: Course,
    *,
    by: User,
    organisation: Organisation | None = None,
    mandate: Mandate | None = None,
    at: datetime | None = None,
) -> EditionNotice:
    """Note that `by` wants to hear of the next session, for an office or for themselves; once."""
    at = at or timezone.now()
    on = timezone.localdate(at)
    if not Course.objects.visible_to(by).filter(pk=course.pk).exists():
        raise PermissionDenied(_("This course is not published."))
    if organisation and not may_act_for(by, organisation, mandate, on=on):
        raise PermissionDenied(_("You cannot act for this office."))
    if course.is_self_paced:
        raise ValidationError(_("This course has no dates: begin whenever you like."))
    notice, _is_new = EditionNotice.objects.get_or_create(
        course=course, person=by, defaults={"organisation": organisation, "asked_at": at}
    )
    return notice


def stop_awaiting(course: Course, *, by: User) -> None:
    """Take the request back; nothing of it stays."""
    EditionNotice.objects.filter(course=course, person=by).delete()


def tell_of_edition(notice: EditionNotice, *, at: datetime) -> bool:
    """Write to the person, once, and forget the request; say whether somebody was written to.

    Where the session is no longer to be had, the request waits for the next one. Who is in the session
    by now needs no word.
    """
    session = notice.session
    if session.state not in TELLING or session.starts_at <= at:
        EditionNotice.objects.filter(pk=notice.pk, session=session).update(session=None)
        return False
    with transaction.atomic():
        deleted, _rows = EditionNotice.objects.filter(pk=notice.pk, session=session).delete()
        if not deleted or not notice.person.is_active or _is_in(notice.person, session):
            return False
        telling.new_edition(notice.person, session, at=at)
    return True


def _is_in(person: User, session: Session) -> bool:
    return session.enrolments.current().filter(person=person).exists()
