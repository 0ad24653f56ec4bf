"""What a certificate says: its number, the facts it freezes, and the lines that page and PDF both show."""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from training.attendance import planned_minutes
from training.codes import grouped_code, grouped_from
from training.competences import attested_by, frozen
from training.models import Certificate, Course, Enrolment, Learning
from training.words import in_one_line, length, span

GROUPS = 4  # sixteen letters and digits are 80 random bits


def new_code() -> str:
    """A number that nobody can guess and that says nothing: „K7QF-2M8X-94TB-HC3W”."""
    return grouped_code(GROUPS)


def code_from(typed: str) -> str:
    """The number that somebody meant, without regard to case, spaces and hyphens; "" if it is none."""
    return grouped_from(typed, GROUPS)


def facts_of(earned_by: Enrolment | Learning) -> Mapping[str, object]:
    """What would be attested now, by field name of `Certificate`."""
    course = earned_by.course
    about = _of_learning if isinstance(earned_by, Learning) else _of_enrolment
    facts = about(earned_by)
    return facts | {
        "person_name": earned_by.person.name,
        "office_name": str(earned_by.organisation),
        "title_pl": course.title_pl,
        "title_en": course.title_en,
        "programme_pl": course.outcomes_pl,
        "programme_en": course.outcomes_en,
        "competences": _competences(earned_by),
        "valid_until": _counts_until(facts["last_on"], course),
    }


def _of_enrolment(enrolment: Enrolment) -> dict[str, object]:
    session = enrolment.session
    return {
        "kind": Certificate.Kind.PARTICIPATION,
        "first_on": timezone.localdate(session.starts_at),
        "last_on": timezone.localdate(session.ends_at),
        "place": "" if enrolment.is_online else enrolment.where,
        "minutes": sum(row.minutes for row in enrolment.attendance.all()),
        "minutes_planned": planned_minutes(session.meetings.all()),
        "trainers": ", ".join(sorted(person.name for person in session.trainers.all())),
    }


def _of_learning(learning: Learning) -> dict[str, object]:
    minutes = learning.course.length_minutes
    return {
        "kind": Certificate.Kind.COMPLETION,
        "first_on": timezone.localdate(learning.started_at),
        "last_on": timezone.localdate(learning.finished_at),
        "minutes": minutes,
        "minutes_planned": minutes,
        "test_percent": learning.test_percent,
    }


def _competences(earned_by: Enrolment | Learning) -> list[dict[str, object]]:
    """What the first version attested, else what the course builds up now: a correction adds none."""
    first = earned_by.certificates.order_by("version").first()
    return first.competences if first else frozen(earned_by.course)


def attests(certificate: Certificate, facts: Mapping[str, object]) -> bool:
    return all(getattr(certificate, name) == value for name, value in facts.items())


def attested(certificate: Certificate) -> Sequence[tuple[str, str]]:
    """Everything that is attested, as (label, value), in the language that is active now."""
    lines = [
        (_("Person"), certificate.person_name),
        (_("Office"), certificate.office_name),
        (pgettext("certificate", "Training"), certificate.title),
        (_("Date"), span(certificate.first_on, certificate.last_on)),
        (_("Place"), certificate.place or _("online")),
        _how_much(certificate),
        (_("Test"), _test(certificate)),
        (_("Programme"), in_one_line(certificate.programme)),
        (_("Competences"), "; ".join(map(str, attested_by(certificate)))),
        (_("Trainers"), certificate.trainers),
        (_("Counts until"), _day(certificate.valid_until)),
        (_("Issued on"), _day(timezone.localdate(certificate.issued_at))),
        (pgettext("certificate", "Number"), certificate.code),
        (_("Version"), str(certificate.version)),
    ]
    return [(label, value) for label, value in lines if value]


def _how_much(certificate: Certificate) -> tuple[str, str]:
    """The hours that were attended; of a course at one's own pace how long it is."""
    if certificate.kind == Certificate.Kind.COMPLETION:
        return _("Length"), length(certificate.minutes_planned)
    words = _("%(there)s of %(planned)s") % {
        "there": length(certificate.minutes),
        "planned": length(certificate.minutes_planned),
    }
    return _("Attended"), words


def _test(certificate: Certificate) -> str:
    if certificate.test_percent is None:
        return ""
    return _("passed, %(percent)s%% right") % {"percent": certificate.test_percent}


def _day(day: date | None) -> str:
    return date_format(day, "j E Y") if day else ""


def _counts_until(day: date, course: Course) -> date | None:
    """The last day on which the certificate counts."""
    if course.certificate_months is None:
        return None
    return months_after(day, course.certificate_months)


def months_after(day: date, months: int) -> date:
    """31 August and six months give 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
