"""Documents of training as PDF: the certificate, the list to sign."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.typesetting import typeset
from training.attendance import planned_minutes
from training.certificates import attested
from training.invitations import address
from training.models import Attendance, Certificate, Enrolment, Meeting, Session
from training.qr import qr_svg
from training.states import Way
from training.words import in_one_line, length

TEMPLATES = Path(__file__).parent / "typst"
ISSUER = "Punkt Wsparcia"


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate in the language that is active now; made of what the row froze, so always the same."""
    check_at = address(certificate.get_absolute_url())
    headings = (certificate.person_name, certificate.title)
    data = {
        "language": get_language(),
        "issuer": ISSUER,
        "heading": certificate.get_kind_display(),
        "person": certificate.person_name,
        "title": certificate.title,
        "lines": [line for line in attested(certificate) if line[1] not in headings],
        "check": _("Check this certificate: read the code or open the address."),
        "check_at": check_at,
        "qr": qr_svg(check_at),
        "qr_alt": _("QR code with the address %(address)s") % {"address": check_at},
    }
    return typeset(TEMPLATES / "certificate.typ", data, made_at=certificate.issued_at)


def presence_pdf(enrolment: Enrolment, lines: Iterable[Attendance], *, at: datetime) -> bytes:
    """When somebody was there and where, for the settlement of their journey; no code, no grade."""
    session = enrolment.session
    lines = list(lines)
    data = {
        "language": get_language(),
        "issuer": ISSUER,
        "heading": _("Confirmation of presence"),
        "person": enrolment.person.name,
        "title": session.course.title,
        "facts": [
            [_("Office"), str(enrolment.organisation)],
            [_("Place"), enrolment.where],
            [_("Present altogether"), length(sum(line.minutes for line in lines))],
        ],
        "meetings": [
            [_meeting(line.meeting)["day"], _meeting(line.meeting)["hours"], length(line.minutes)]
            for line in lines
        ],
        "words": {"day": _("Day"), "hours": _("Hours"), "there": _("Present")},
        "purpose": _("For the settlement of a business journey. It is no certificate."),
        "made": _("Made from the list of attendance on %(day)s.")
        % {"day": date_format(timezone.localtime(at), "j E Y, H:i")},
    }
    return typeset(TEMPLATES / "presence.typ", data, made_at=at)


def attendance_list_pdf(session: Session, people: Sequence[Enrolment], *, at: datetime) -> bytes:
    """One list to sign for each meeting, with the programme and the hours."""
    meetings = list(session.meetings.all())
    data = {
        "language": get_language(),
        "issuer": ISSUER,
        "heading": _("List of attendance"),
        "title": session.course.title,
        "where": session.where_for(Way.ON_SITE) or session.where,
        "trainers": ", ".join(sorted(person.name for person in session.trainers.all())),
        "programme": in_one_line(session.course.outcomes),
        "meetings": [_meeting(meeting) for meeting in meetings],
        "total": length(planned_minutes(meetings)),
        "people": [[person.person.name, str(person.organisation)] for person in people],
        "empty_lines": 3,
        "words": _list_words(at),
    }
    return typeset(TEMPLATES / "attendance_list.typ", data, made_at=at)


def _meeting(meeting: Meeting) -> dict[str, str]:
    return {
        "day": date_format(meeting.on, "j E Y"),
        "hours": f"{meeting.starts:%H:%M}–{meeting.ends:%H:%M}",
        "length": length(meeting.minutes),
    }


def _list_words(at: datetime) -> dict[str, str]:
    return {
        "number": _("No."),
        "person": _("Person"),
        "office": _("Office"),
        "signature": _("Signature"),
        "programme": _("Programme"),
        "trainers": _("Trainers"),
        "trainer_signs": _("Signature of the trainer"),
        "page": _("page"),
        "made": _("State of the list: %(day)s") % {"day": date_format(at, "j E Y, H:i")},
        "notice": _("Personal data: for the organiser only; destroy copies that are not filed."),
    }
