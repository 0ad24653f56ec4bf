"""What the list of participants holds when organisers take it into a spreadsheet."""

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from training.models import Session


def participant_headings() -> Sequence[str]:
    return _("Person"), _("E-mail"), _("Office"), _("State"), _("Enrolled"), _("Note")


def participant_rows(session: Session) -> Iterator[Sequence[object]]:
    """One row per current participant."""
    for enrolment in session.enrolments.current().select_related("person", "organisation"):
        yield (
            enrolment.person,
            enrolment.person.email,
            enrolment.organisation,
            enrolment.get_state_display(),
            f"{timezone.localtime(enrolment.created_at):%Y-%m-%d %H:%M}",
            enrolment.note,
        )
