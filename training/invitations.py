"""From an enrolment to a calendar invitation: the same UID in mail, file and feed."""

from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.calendars.icalendar import Invitation, MeetingTime
from training.models import Enrolment


def invitation_of(enrolment: Enrolment, *, at) -> Invitation:
    """What the person's calendar is told at the moment `at`, in the person's language."""
    session, person = enrolment.session, enrolment.person
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    with override(person.language):
        return Invitation(
            uid=str(enrolment.uid),
            sequence=enrolment.sequence,
            summary=session.course.title,
            description=_description(enrolment),
            location=enrolment.where,
            url=address(enrolment.get_absolute_url()),
            meetings=[MeetingTime(m.starts_at, m.ends_at) for m in session.meetings.all()],
            organiser_name=name,
            organiser_email=email,
            attendee_name=str(person),
            attendee_email=person.email,
            stamp=at,
            is_cancelled=enrolment.state == Enrolment.State.CANCELLED,
        )


def address(path: str) -> str:
    """The whole address of a local one, for mail and calendars."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def _description(enrolment: Enrolment) -> str:
    """What to know; online the way in is our own address, which opens shortly before the meeting."""
    session = enrolment.session
    lines = [session.course.summary]
    if enrolment.is_online:
        join = address(reverse("training:join", args=[enrolment.uid]))
        lines.append(_("Join here, from 30 minutes before: %(address)s") % {"address": join})
    if session.accessibility:
        lines.append(session.accessibility)
    return "\n\n".join(lines)
