"""What the page of an enrolment shows of data for the source of funding."""

from training.funding import is_asked, statement_of
from training.models import Enrolment


def own_funding(enrolment: Enrolment, viewer) -> dict[str, object]:
    """To the person alone: whether something is asked, and whether they have answered."""
    if viewer.pk != enrolment.person_id or not is_asked(enrolment):
        return {}
    return {"funding_is_asked": True, "funding_statement": statement_of(enrolment)}
