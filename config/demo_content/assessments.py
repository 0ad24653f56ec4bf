"""What three offices say of themselves: one in the middle of it, one that serves others, one just begun."""

from datetime import timedelta

from django.utils import timezone

from config.demo_content.texts import read_texts
from foundation.accounts.models import Organisation, User
from knowledge.actions.assessments import start_assessment
from knowledge.actions.evidence import add_evidence, use_evidence
from knowledge.actions.inheritance import share_with_served
from knowledge.actions.ratings import rate
from knowledge.actions.sign_offs import ask_for_signature, decide
from knowledge.assessment.rating_values import values_of
from knowledge.models import Assessment, RequirementRating, StandardVersion


def write_assessments(people: dict[str, User], offices: dict[str, Organisation]) -> None:
    """Make the assessments that are missing."""
    for entry in read_texts("assessments")["assessments"]:
        version = StandardVersion.objects.get(
            standard__slug=entry["standard"], number=entry["version"]
        )
        office = offices[entry["office"]]
        if not Assessment.objects.filter(organisation=office, version=version).exists():
            _write(entry, version, office, people)
    for entry in read_texts("assessments")["deviations"]:
        rating = RequirementRating.objects.get(
            assessment__organisation=offices[entry["office"]],
            assessment__version__standard__slug=entry["standard"],
            assessment__version__number=entry["version"],
            text__code=entry["code"],
        )
        if not rating.revision:
            rate(rating, by=people[entry["by"]], values=_values(entry, rating, people), seen=0)


def _write(
    entry: dict, version: StandardVersion, office: Organisation, people: dict[str, User]
) -> None:
    by = people[entry["by"]]
    assessment = start_assessment(version, by=by, organisation=office)
    ratings = {
        one.text.code: one for one in RequirementRating.objects.filter(assessment=assessment)
    }
    if entry.get("counts_for_served"):
        share_with_served(assessment, by=by)
    _rate(entry, ratings, people)
    if "signed_as" in entry:
        asked = ask_for_signature(assessment, by=by, head_email=entry["head_email"])
        said = {"signed_as": entry["signed_as"], "is_public": entry.get("is_public", False)}
        decide(asked, is_signed=True, **said)


def _rate(entry: dict, ratings: dict[str, RequirementRating], people: dict[str, User]) -> None:
    kept = None
    for row in entry.get("ratings", []):
        rating = ratings[row["code"]]
        who = people[row.get("by", entry["by"])]
        rate(rating, by=who, values=_values(row, rating, people), seen=rating.revision)
        if "link" in row:
            kept = add_evidence(rating, by=who, title=row["shows"], url=row["link"])
        elif kept and row.get("same_confirmation"):
            use_evidence(kept, rating=rating, by=who)


def _values(row: dict, rating: RequirementRating, people: dict[str, User]) -> dict:
    written = {name: row[name] for name in ("result", "reason", "comment") if name in row}
    named = {"responsible_id": people[row["responsible"]].pk} if "responsible" in row else {}
    due = timezone.localdate() + timedelta(days=row["due_in"]) if "due_in" in row else None
    return {**values_of(rating), **written, **named, "due_on": due.isoformat() if due else None}
