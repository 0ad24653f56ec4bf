"""What offices ask for, who wants the same, what was answered and agreed."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from config.demo_content.texts import read_texts
from foundation.accounts.models import Organisation, User
from knowledge.models import Postulate, PostulateSupport, System
from knowledge.postulates.actions import (
    Asked,
    Step,
    answer_postulate,
    finish_step,
    record_agreement,
    write_postulate,
)


def write_postulates(people: dict[str, User], offices: dict[str, Organisation]) -> None:
    """Make the postulates that are missing, and the record beside them."""
    if Postulate.objects.exists():
        return
    texts = read_texts("postulates")
    for row in texts["postulates"]:
        _write(row, people, offices)
    for row in texts["agreements"]:
        _record(row, people["pawel"])


def _moment(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def _write(row: dict[str, Any], people: dict[str, User], offices: dict[str, Organisation]) -> None:
    at = _moment(row["day"])
    system = System.objects.get(slug=row["system"]) if "system" in row else None
    asked = Asked(row["kind"], row["title"], row["body"], system)
    made = write_postulate(offices[row["office"]], by=people[row["by"]], asked=asked, at=at)
    for office in row["supported_by"]:
        PostulateSupport.objects.create(postulate=made, organisation=offices[office], at=at)
    for answer in row.get("answers", ()):
        words = {name: answer[name] for name in ("state", "body_name", "text")}
        answer_postulate(made, by=people["pawel"], at=_moment(answer["day"]), **words)


def _record(row: dict[str, Any], by: User) -> None:
    today = timezone.localdate()
    made = record_agreement(
        by=by,
        agreed_on=today + timedelta(days=row["day"]),
        meeting=row["meeting"],
        decision=row["decision"],
        postulates=Postulate.objects.filter(title__in=row["about"]),
        steps=[
            Step(one["who"], one["what"], today + timedelta(days=one["until"]))
            for one in row["steps"]
        ],
    )
    done = {one["what"]: one["done"] for one in row["steps"] if "done" in one}
    for step in made.steps.all():
        if step.what in done:
            finish_step(step, by=by, on=today + timedelta(days=done[step.what]))
