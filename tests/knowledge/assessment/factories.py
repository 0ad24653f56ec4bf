"""Valid self-assessments; keywords override the defaults."""

from foundation.accounts.models import Organisation, User
from knowledge.actions.assessments import start_assessment
from knowledge.actions.evidence import add_evidence
from knowledge.actions.ratings import rate
from knowledge.assessment.rating_values import values_of
from knowledge.models import Assessment, Evidence, RequirementRating, StandardVersion
from tests.factories import make_membership, make_organisation
from tests.knowledge.factories import make_requirement_data, make_version


def make_coordinator(office: Organisation | None = None) -> User:
    return make_membership(organisation=office or make_organisation(), is_coordinator=True).user


def make_requirements(count: int) -> list:
    return [make_requirement_data(code=f"BI-{number:02d}") for number in range(1, count + 1)]


def make_assessment(
    office: Organisation | None = None,
    *,
    version: StandardVersion | None = None,
    requirements: int = 1,
    by: User | None = None,
) -> Assessment:
    office = office or make_organisation()
    version = version or make_version(requirements=make_requirements(requirements))
    return start_assessment(version, by=by or make_coordinator(office), organisation=office)


def first_rating(assessment: Assessment) -> RequirementRating:
    return RequirementRating.objects.filter(assessment=assessment).in_order()[0]


def change(
    rating: RequirementRating, *, by: User, seen: int | None = None, **values
) -> RequirementRating:
    """Rate as somebody who saw revision `seen` and changed only `values`."""
    rating.refresh_from_db()
    seen = rating.revision if seen is None else seen
    return rate(rating, by=by, values={**values_of(rating), **values}, seen=seen).rating


def make_evidence(rating: RequirementRating, *, by: User, **fields) -> Evidence:
    defaults = {"title": "Procedura kopii", "url": "https://bip.gmina.test/kopie"}
    return add_evidence(rating, by=by, **defaults | fields)
