"""What funders ask of participants: who is asked, the report, and when all of it goes."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from training.certificates import months_after
from training.models import (
    Enrolment,
    FundingAnswer,
    FundingField,
    FundingSource,
    FundingStatement,
    Session,
)
from training.states import ENDED, LISTED


def is_asked(enrolment: Enrolment) -> bool:
    """Only who has a place, or was there, in a session that somebody else pays for."""
    return enrolment.session.funding_id is not None and enrolment.state in LISTED


def statement_of(enrolment: Enrolment) -> FundingStatement | None:
    """What the person said for the source that pays now."""
    found = FundingStatement.objects.filter(
        enrolment=enrolment, source=enrolment.session.funding_id
    )
    return found.prefetch_related("answers__field").first()


def known_answers(statement: FundingStatement | None) -> dict[int, str]:
    """Values by the number of their field."""
    return {a.field_id: a.value for a in statement.answers.all()} if statement else {}


def kept_until(source: FundingSource, session: Session) -> date:
    return months_after(timezone.localdate(session.ends_at), source.kept_months)


def sources_with_counts() -> QuerySet[FundingSource]:
    """Each source with `people` who are asked and `given`, how many have answered."""
    asked = Q(sessions__enrolments__state__in=LISTED)
    return FundingSource.objects.annotate(
        paid=Count("sessions", distinct=True),
        people=Count("sessions__enrolments", filter=asked, distinct=True),
        given=Count("statements", filter=Q(statements__enrolment__state__in=LISTED), distinct=True),
    )


def report_headings(source: FundingSource) -> Sequence[str]:
    known = (
        _("Source of funding"),
        _("Number of the project"),
        pgettext("certificate", "Training"),
        _("From"),
        _("To"),
        _("Place"),
        _("Person"),
        _("Office"),
        _("State"),
        _("Minutes attended"),
        _("Data given"),
    )
    return *known, *(field.label for field in source.fields.all())


def report_rows(source: FundingSource) -> Iterator[Sequence[object]]:
    """One row per participant of a session that the source pays for; no query per row."""
    people = Enrolment.objects.filter(session__funding=source, state__in=LISTED)
    rows = people.select_related("person", "organisation", "session__course").prefetch_related(
        "attendance", "funding_statement__answers__field"
    )
    fields = list(source.fields.all())
    for enrolment in rows.order_by("session__starts_at", "session", "person__name", "pk"):
        yield *_known(source, enrolment), *_answers(source, fields, enrolment)


def _known(source: FundingSource, enrolment: Enrolment) -> Sequence[object]:
    session = enrolment.session
    return (
        source.name,
        source.project_number,
        session.course.title,
        timezone.localdate(session.starts_at),
        timezone.localdate(session.ends_at),
        enrolment.where,
        enrolment.person,
        enrolment.organisation,
        enrolment.get_state_display(),
        sum(row.minutes for row in enrolment.attendance.all()),
    )


def _answers(
    source: FundingSource, fields: Sequence[FundingField], enrolment: Enrolment
) -> Sequence[object]:
    """When it was given, then each answer; empty while nothing was given, else „odmowa”."""
    statement = getattr(enrolment, "funding_statement", None)
    if statement is None or statement.source_id != source.pk:
        return "", *("" for _field in fields)
    words = {answer.field_id: answer.words for answer in statement.answers.all()}
    refused = pgettext("answer", "refused")
    return timezone.localdate(statement.given_at), *(words.get(f.pk, refused) for f in fields)


def forget_funding_data(*, at: datetime) -> None:
    """When the time of a source is over, and of those who are no longer in the session."""
    FundingStatement.objects.filter(enrolment__state__in=ENDED).delete()
    today = timezone.localdate(at)
    for source in FundingSource.objects.all():
        sessions = Session.objects.filter(enrolments__funding_statement__source=source).distinct()
        over = [s.pk for s in sessions if kept_until(source, s) < today]
        FundingStatement.objects.filter(source=source, enrolment__session__in=over).delete()


def funding_data(user: User) -> PersonalData:
    answers = FundingAnswer.objects.filter(statement__enrolment__person=user)
    rows = answers.select_related("field", "statement__source")
    return PersonalData(
        _("Data for those who pay for training"),
        [f"{one.statement.source}: {one}" for one in rows],
    )


def erase_funding(user: User) -> Erasure:
    """What may be refused goes; what the funder has to show stays until its time, on its ground."""
    FundingStatement.objects.filter(enrolment__person=user, enrolment__state__in=ENDED).delete()
    own = FundingAnswer.objects.filter(statement__enrolment__person=user)
    erased = own.filter(field__may_refuse=True).delete()[0]
    kept = own.select_related("statement__source")
    grounds = sorted({one.statement.source.legal_ground for one in kept})
    return Erasure(_("Data for those who pay for training"), erased, len(kept), "; ".join(grounds))
