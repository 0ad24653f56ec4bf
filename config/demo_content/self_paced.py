"""A course that people take at their own pace: four lessons with a film and questions, and a test."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.files import File
from wagtail.documents import get_document_model

from config.demo_content.courses import write_course
from config.demo_content.people import PEOPLE
from config.demo_content.texts import read_texts
from foundation.accounts.models import Organisation, User
from knowledge.models import System
from training.actions import finish_lesson, start_learning
from training.models import Course, Lesson

FILMS = Path(__file__).parent / "films"


def write_self_paced(
    people: Mapping[str, User],
    offices: Mapping[str, Organisation],
    systems: Mapping[str, System],
) -> None:
    """Write the course where it is missing; one person is half-way through it."""
    entry = read_texts("self_paced")
    if Course.objects.filter(slug=entry["slug"]).exists():
        return
    entry = entry | {"kind": Course.Kind.SELF_PACED}
    course = write_course(entry, systems)
    course.pass_percent, course.test_attempts = entry["pass_percent"], entry["test_attempts"]
    course.test_pl = [_question(*one) for one in entry["test"]["pl"]]
    course.test_en = [_question(*one) for one in entry["test"]["en"]]
    course.lessons = [_lesson(one, entry["films"]) for one in entry["lessons"]]
    course.full_clean()
    course.save()
    office = next(person.office for person in PEOPLE if person.key == "katarzyna")
    learning = start_learning(course, by=people["katarzyna"], organisation=offices[office])
    for lesson in course.lessons.all()[:2]:
        finish_lesson(learning, lesson=lesson, by=people["katarzyna"])


def _lesson(entry: Mapping[str, Any], films: Mapping[str, Any]) -> Lesson:
    return Lesson(
        title_pl=entry["title_pl"],
        title_en=entry["title_en"],
        minutes=entry["minutes"],
        body_pl=[_block(films, "pl", *block) for block in entry["body_pl"]],
        body_en=[_block(films, "en", *block) for block in entry["body_en"]],
    )


def _block(films: Mapping[str, Any], language: str, kind: str, *values: Any) -> tuple[str, Any]:
    if kind == "film":
        return kind, _film(values[0], films[values[0]], language)
    if kind == "question":
        return _question(*values)
    if kind == "callout":
        return kind, {"tone": values[0], "text": values[1]}
    if kind == "steps":
        return kind, {"steps": [{"title": title, "text": text} for title, text in values[0]]}
    return kind, values[0]


def _question(text: str, answers: Sequence[tuple[str, bool]], explanation: str) -> tuple[str, Any]:
    chosen = [{"text": answer, "is_right": is_right} for answer, is_right in answers]
    return "question", {"text": text, "answers": chosen, "explanation": explanation}


def _film(key: str, entry: Mapping[str, str], language: str) -> Mapping[str, object]:
    title = entry[f"title_{language}"]
    return {
        "title": title,
        "length": entry["length"],
        "address": "",
        "film": _document(title, f"{key}-{language}.webm"),
        "captions": _document(f"{title} (WebVTT)", f"{key}-{language}.vtt"),
        "transcript": entry[f"transcript_{language}"],
    }


def _document(title: str, name: str):
    with (FILMS / name).open("rb") as file:
        document = get_document_model()(title=title, file=File(file, name))
        document.save()
    return document
