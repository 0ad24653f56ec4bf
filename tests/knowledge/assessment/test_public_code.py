"""An assessment of the real Standard for Public Code, made on 0.7.1 and carried to 0.8.0."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from knowledge.actions.standards import publish_version
from knowledge.models import Assessment, RequirementRating, StandardVersion
from tests.cast import Cast
from tests.knowledge.assessment.factories import change, make_assessment, make_evidence
from tests.knowledge.factories import make_editor

pytestmark = pytest.mark.django_db

# By hand from the changelog of 0.8.0, by their keys:
#   "in addition to English, more authoritative languages are possible", "allows for courtesy translations":
#   lines of Use plain English that say MUST and OPTIONAL now ask for something else;
#   "minor changes to text": one binding line of Bundle policy, machine-readable formats.
# Guidance on prompt reviews and on evaluating them is advice and tests, not what binds: it opens nothing.
REOPENED = {"use-plain-english", "bundle-policy-and-source-code"}


@pytest.fixture
def versions(real_inputs: Path) -> tuple[StandardVersion, StandardVersion]:
    folder = real_inputs / "guidance" / "publiccodenet-standard" / "versions"
    for number in ("0.7.1", "0.8.0"):
        call_command("import_standard", folder / number, verbosity=0)
    editor = make_editor()
    days = {"0.7.1": date(2023, 7, 31), "0.8.0": date(2024, 1, 9)}
    return tuple(
        publish_version(StandardVersion.objects.get(number=number), by=editor, in_force_from=day)
        for number, day in days.items()
    )


def ratings(assessment: Assessment) -> dict[str, RequirementRating]:
    found = RequirementRating.objects.filter(assessment=assessment)
    return {one.text.requirement.key: one for one in found.select_related("text__requirement")}


def test_the_new_version_opens_what_the_changelog_names_and_nothing_else(
    cast: Cast, versions: tuple[StandardVersion, StandardVersion]
) -> None:
    """Seen failing with lines hashed in their order: a moved line opened Code in the open."""
    old, new = versions
    former = make_assessment(cast.office, version=old, by=cast.coordinator)
    for key, rating in ratings(former).items():
        change(rating, by=cast.requester, result="met", comment=key)
    kept = make_evidence(ratings(former)["code-in-the-open"], by=cast.requester)

    carried = make_assessment(cast.office, version=new, by=cast.coordinator)

    now = ratings(carried)
    assert len(now) == 16
    assert {key for key, one in now.items() if one.is_reopened} == REOPENED
    assert {key for key, one in now.items() if one.result == ""} == REOPENED
    assert {key: one.comment for key, one in now.items()} == {key: key for key in now}
    assert carried.carried_from == former
    assert list(now["code-in-the-open"].evidence.all()) == [kept]
