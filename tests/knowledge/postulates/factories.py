"""Postulates and agreements; keywords override the defaults."""

from datetime import date

from foundation.accounts.models import Organisation, User
from foundation.accounts.roles import Role
from knowledge.models import Agreement, Postulate
from knowledge.postulates.actions import Asked, Step, record_agreement, write_postulate
from tests.cast import make_staff
from tests.factories import make_membership, make_organisation

ASKED = Asked("barrier", "Jeden termin", "Dziś są trzy różne.")
STEP = Step("Ministerstwo", "przygotuje projekt", date(2026, 12, 31))


def make_postulate(
    organisation: Organisation | None = None, *, by: User | None = None, asked: Asked = ASKED
) -> Postulate:
    """One that its coordinator wrote, and so published, unless `by` is given."""
    organisation = organisation or make_organisation()
    by = by or make_membership(organisation=organisation, is_coordinator=True).user
    return write_postulate(organisation, by=by, asked=asked)


def make_agreement(**fields) -> Agreement:
    defaults = {"agreed_on": date(2026, 11, 3), "meeting": "Komisja", "decision": "Powstanie."}
    by = make_staff(Role.EDITOR)
    return record_agreement(by=by, **defaults | {"steps": [STEP]} | fields)
