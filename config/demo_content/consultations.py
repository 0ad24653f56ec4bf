"""Two drafts laid open for comments: one takes them now, the other was answered and became a version."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from config.demo_content.texts import read_texts
from foundation.accounts.models import Organisation, User
from knowledge.actions.standards import (
    RequirementData,
    create_standard,
    create_version,
    publish_version,
)
from knowledge.consultations.actions.answering import answer_comment, hide_comment
from knowledge.consultations.actions.commenting import Words, release_comment, write_comment
from knowledge.consultations.actions.opening import (
    conclude,
    open_consultation,
    prepare_final_version,
)
from knowledge.consultations.notices import tell_of_consultations
from knowledge.models import (
    Comment,
    Consultation,
    RequirementText,
    Standard,
    StandardVersion,
    Support,
)


def write_consultations(people: dict[str, User], offices: dict[str, Organisation]) -> None:
    """Make the consultations that are missing."""
    for entry in read_texts("consultations")["standards"]:
        if not Standard.objects.filter(slug=entry["slug"]).exists():
            _write(entry, people, offices)


def _write(
    entry: dict[str, Any], people: dict[str, User], offices: dict[str, Organisation]
) -> None:
    opens_at = _moment(entry["opens_in"], hour=8)
    found = open_consultation(
        _draft(entry, people["magdalena"]),
        by=people["magdalena"],
        opens_at=opens_at,
        closes_at=_moment(entry["closes_in"], hour=16),
        about={name: entry[name] for name in ("about_pl", "about_en")},
        formal={name: value for name, value in entry.items() if name.startswith("formal_")},
        at=opens_at,
    )
    tell_of_consultations(at=opens_at)
    for row in entry["comments"]:
        _write_comment(found, row, people, offices)
    if "final_number" in entry:
        _finish(found, entry, people)


def _moment(days: int, *, hour: int) -> datetime:
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def _draft(entry: dict[str, Any], by: User) -> StandardVersion:
    names = ("slug", "name_pl", "name_en", "summary_pl", "summary_en", "owner_name")
    standard = create_standard(by=by, **{name: entry[name] for name in names})
    words = ("key", "level", "title_pl", "title_en", "text_pl", "text_en")
    requirements = [
        RequirementData(
            code=f"{entry['prefix']}-{number:02d}", **{name: one[name] for name in words}
        )
        for number, one in enumerate(entry["requirements"], start=1)
    ]
    return create_version(standard, by=by, number=entry["number"], requirements=requirements)


def _write_comment(
    found: Consultation,
    row: dict[str, Any],
    people: dict[str, User],
    offices: dict[str, Organisation],
) -> None:
    at = _moment(row["day"], hour=10)
    text = found.version.texts.get(code=row["on"]) if "on" in row else None
    words = {name: row[name] for name in ("body", "proposed_wording", "place") if name in row}
    comment = write_comment(
        found,
        by=people[row["by"]],
        words=Words(text=text, **words),
        organisation=offices[row["office"]] if "office" in row else None,
        association=row.get("association", ""),
        at=at,
    )
    if row.get("is_confirmed"):
        comment = release_comment(comment, by=people["pawel"], at=at)
    for office in row.get("supported_by", ()):
        Support.objects.create(comment=comment, organisation=offices[office], at=at)
    if "hidden" in row:
        hide_comment(comment, by=people["pawel"], reason=row["hidden"], at=at)
    if "response" in row:
        _answer(comment, row["response"], people["pawel"], at + timedelta(days=3))


def _answer(comment: Comment, row: dict[str, Any], by: User, at: datetime) -> None:
    texts = comment.consultation.version.texts.filter(code__in=row.get("changes", ()))
    answer_comment(
        comment,
        by=by,
        verdict=row["verdict"],
        body=row["body"],
        answered_as=comment.consultation.version.standard.owner_name,
        changes=[text.requirement for text in texts],
        at=at,
    )


def _finish(found: Consultation, entry: dict[str, Any], people: dict[str, User]) -> None:
    """Conclude, change what the responses promise, publish."""
    concluded_at = found.closes_at + timedelta(days=20)
    for at in (found.closes_at - timedelta(days=7), concluded_at):
        tell_of_consultations(at=at)
    conclude(found, by=people["pawel"], at=concluded_at)
    tell_of_consultations(at=concluded_at)
    final = prepare_final_version(found, by=people["pawel"], number=entry["final_number"])
    for one in entry["requirements"]:
        if "final_pl" in one:
            text = RequirementText.objects.get(version=final, requirement__key=one["key"])
            text.level, text.text_pl, text.text_en = (
                one["final_level"], one["final_pl"], one["final_en"],
            )  # fmt: skip
            text.full_clean()
            text.save()
    day = timezone.localdate() + timedelta(days=entry["final_in_force_in"])
    publish_version(final, by=people["magdalena"], in_force_from=day)
