"""Twelve pages of guidance, the most read ones in English too."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from config.demo_content.standards import find_requirement
from config.demo_content.texts import read_texts
from foundation.accounts.models import User
from knowledge.actions.guidance import write_guidance
from knowledge.models import (
    GuidanceIndexPage,
    GuidancePage,
    RequirementText,
    System,
    Topic,
)

AUDIENCE_FIELDS = {"heads": "is_for_heads", "it": "is_for_it", "staff": "is_for_staff"}


def write_guidance_pages(*, by: User, drafts_by: User, systems: Mapping[str, System]) -> None:
    """Make the pages that are missing below the index of each language, and the drafts that wait."""
    texts = read_texts("guidance")
    for topic in texts["topics"]:
        Topic.objects.get_or_create(slug=topic["slug"], defaults=topic)
    indexes = {page.locale.language_code: page for page in GuidanceIndexPage.objects.all()}
    for entry in texts["pages"]:
        polish = _write(entry, "", indexes["pl"], by=by, systems=systems)
        if polish and "title_en" in entry:
            _write(entry, "_en", indexes["en"], by=by, systems=systems, source=polish)
    _send_drafts_to_review(indexes["pl"], by=drafts_by)


def _send_drafts_to_review(index: GuidanceIndexPage, *, by: User) -> None:
    """Write the drafts that are missing and send them to the first step of approval."""
    for entry in read_texts("guidance")["drafts"]:
        if GuidancePage.objects.child_of(index).filter(slug=entry["slug"]).exists():
            continue
        page = write_guidance(
            index,
            by=by,
            title=entry["title"],
            answer=entry["answer"],
            body=[block(*one) for one in entry["body"]],
            is_published=False,
            fields={"slug": entry["slug"], "is_for_staff": True},
        )
        page.get_workflow().start(page, by)


def _write(
    entry: Mapping[str, Any],
    suffix: str,
    index: GuidanceIndexPage,
    *,
    by: User,
    systems: Mapping[str, System],
    source: GuidancePage | None = None,
) -> GuidancePage | None:
    """Write one page in one language, or return None when it is there already."""
    if GuidancePage.objects.child_of(index).filter(slug=entry["slug"]).exists():
        return None
    translation = {"translation_key": source.translation_key} if source else {}
    return write_guidance(
        index,
        by=by,
        title=entry[f"title{suffix}"],
        answer=entry[f"answer{suffix}"],
        body=[block(*one) for one in entry[f"body{suffix}"]],
        requirements=[find_requirement(path) for path in entry.get("requirements", ())],
        systems=[systems[slug] for slug in entry.get("systems", ())],
        change_note=entry.get(f"change_note{suffix}", ""),
        fields=_facts(entry) | translation,
    )


def _facts(entry: Mapping[str, Any]) -> dict[str, object]:
    """The facts at the side of a page."""
    reviewed_on = timezone.localdate() - timedelta(days=entry["reviewed_days_ago"])
    return {
        "slug": entry["slug"],
        "topic": Topic.objects.get(slug=entry["topic"]),
        "responsible": "Punkt Wsparcia",
        "reviewed_on": reviewed_on,
        "law_on": reviewed_on,
    } | {AUDIENCE_FIELDS[audience]: True for audience in entry["audiences"]}


def block(kind: str, *values: Any) -> tuple[str, object]:
    """A block of the page's body from its short form in the TOML file."""
    match kind:
        case "steps":
            steps = [{"title": title, "text": text} for title, text in values[0]]
            return kind, {"steps": steps, "is_checklist": "checklist" in values}
        case "callout":
            return kind, {"tone": values[0], "text": values[1]}
        case "question":
            return kind, {"question": values[0], "answer": values[1]}
        case "requirement":
            today = timezone.localdate()
            texts = RequirementText.objects.in_force(today)
            text = texts.get(requirement=find_requirement(values[0]))
            return kind, {"requirement": text, "note": values[1]}
        case "code":
            return kind, {"caption": values[0], "code": values[1]}
    return kind, values[0]
