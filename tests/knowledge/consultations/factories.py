"""Consultations, comments and responses; keywords override the defaults."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from foundation.accounts.models import Organisation, User
from foundation.accounts.roles import Role
from knowledge.consultations.actions.answering import answer_comment
from knowledge.consultations.actions.commenting import Words, write_comment
from knowledge.consultations.actions.opening import open_consultation
from knowledge.models import Comment, Consultation, Response, StandardVersion
from tests.cast import make_staff
from tests.factories import make_membership, make_organisation
from tests.knowledge.factories import make_requirement_data, make_version

ABOUT = {"about_pl": "Czy wymagania da się spełnić?", "about_en": "Can it be met?"}
DAY = timedelta(days=1)


def at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of November 2026, for tests that inject the clock."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def make_draft(requirements: int = 2, **fields) -> StandardVersion:
    data = [make_requirement_data(code=f"BI-{n:02d}") for n in range(1, requirements + 1)]
    return make_version(requirements=data, in_force_from=None, **fields)


def make_consultation(version: StandardVersion | None = None, **fields) -> Consultation:
    """One that takes comments now, for 30 days."""
    now = fields.get("at") or timezone.now()
    defaults = {"opens_at": now - DAY, "closes_at": now + 30 * DAY, "about": ABOUT}
    by = make_staff(Role.REVIEWER)
    return open_consultation(version or make_draft(), by=by, **defaults | fields)


def make_comment(
    consultation: Consultation | None = None,
    *,
    by: User | None = None,
    organisation: Organisation | None = None,
    body: str = "Termin jest za krótki.",
    moment: datetime | None = None,
    **words,
) -> Comment:
    """A comment of an office, written by its coordinator and so published at once, unless `by` is given."""
    organisation = organisation or make_organisation()
    by = by or make_membership(organisation=organisation, is_coordinator=True).user
    return write_comment(
        consultation or make_consultation(),
        by=by,
        words=Words(body=body, **words),
        organisation=organisation,
        at=moment,
    )


def make_association_comment(consultation: Consultation, **fields) -> Comment:
    by = make_membership().user
    words = Words(body="Głos związku.")
    defaults = {"association": "Związek Gmin Doliny", "words": words}
    return write_comment(consultation, by=by, **defaults | fields)


def make_response(comment: Comment, **fields) -> Response:
    defaults = {"verdict": "accepted", "body": "Wydłużymy termin.", "answered_as": "Ministerstwo"}
    return answer_comment(comment, by=make_staff(Role.EDITOR), **defaults | fields)


def make_past(consultation: Consultation) -> Consultation:
    """The same consultation, after its closing date."""
    now = timezone.now()
    consultation.opens_at, consultation.closes_at = now - 30 * DAY, now - DAY
    consultation.save(update_fields=["opens_at", "closes_at"])
    return consultation
