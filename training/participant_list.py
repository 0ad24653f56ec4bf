"""The list of participants as CSV that a spreadsheet opens without running anything."""

import csv
import io
import re

from django.utils import timezone
from django.utils.translation import gettext as _

from training.models import Session

# A cell that begins like a formula, also where another separator than ours would cut one out.
FORMULA = re.compile(r"(^|[;,\t\r\n])(\s*)(?=[=+\-@])")


def participants_csv(session: Session) -> str:
    """Return one line per current participant: UTF-8 with a byte-order mark, semicolons, as in Poland."""
    output = io.StringIO()
    writer = csv.writer(output, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([_("Person"), _("E-mail"), _("Office"), _("State"), _("Enrolled"), _("Note")])
    for enrolment in session.enrolments.current().select_related("person", "organisation"):
        row = (
            str(enrolment.person),
            enrolment.person.email,
            str(enrolment.organisation),
            enrolment.get_state_display(),
            f"{timezone.localtime(enrolment.created_at):%Y-%m-%d %H:%M}",
            enrolment.note,
        )
        writer.writerow([safe_cell(value) for value in row])
    return "\ufeff" + output.getvalue()


def safe_cell(value: str) -> str:
    """Put an apostrophe before whatever a spreadsheet would take for a formula."""
    return FORMULA.sub(r"\1\2'", value.replace("\x00", ""))
