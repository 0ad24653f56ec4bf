"""The whole assessment as a file: JSON, a spreadsheet, a Word document. Only for those who read it."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO

from django.utils.translation import gettext as _
from docx import Document

from foundation.spreadsheets import as_text, write_xlsx, xml_text
from knowledge.assessment.standings import Standing, chapters_of
from knowledge.models import Assessment, RequirementRating, RequirementText

TYPES = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def write_file(
    kind: str, assessment: Assessment, standings: Sequence[Standing], *, at: datetime
) -> bytes:
    """The assessment as `kind`, one of `TYPES`; what was inherited without the other office's comments."""
    return _WRITERS[kind](assessment, standings, at)


def _facts(one: Standing) -> Mapping[str, object]:
    rating, text = one.counted, one.own.text
    return {
        "chapter": text.chapter,
        "code": text.code,
        "title": text.title,
        "level": text.level,
        "result": rating.result,
        "reason": rating.reason,
        "inherited_from": rating.assessment.organisation.name if one.is_inherited else "",
        "comment": one.own.comment,
        "responsible": str(rating.responsible or ""),
        "due_on": rating.due_on.isoformat() if rating.due_on else None,
        "confirmations": [
            {"title": paper.title, "link": paper.url, "file": paper.file.name if paper.file else ""}
            for paper in one.own.evidence.all()
        ],
    }


def _json(assessment: Assessment, standings: Sequence[Standing], at: datetime) -> bytes:
    record = {
        "office": assessment.organisation.name,
        "standard": assessment.version.standard.slug,
        "version": assessment.version.number,
        "made_at": at.isoformat(),
        "ratings": [_facts(one) for one in standings],
    }
    return json.dumps(record, ensure_ascii=False, indent=2).encode()


def _rows(standings: Sequence[Standing]) -> Iterator[Sequence[object]]:
    yield [
        _("Chapter"), _("Code"), _("Requirement"), _("Level"), _("Rating"), _("Reason"),
        _("Inherited from"), _("Comment"), _("Person responsible"), _("To be done by"),
        _("Confirmations"),
    ]  # fmt: skip
    for one in standings:
        facts = _facts(one)
        yield [
            facts["chapter"], facts["code"], facts["title"], *_words(facts), facts["reason"],
            facts["inherited_from"], facts["comment"], facts["responsible"], facts["due_on"],
            _papers(facts),
        ]  # fmt: skip


def _words(facts: Mapping[str, object]) -> tuple[str, str]:
    result = facts["result"]
    said = RequirementRating.Result(result).label if result else _("not rated yet")
    return str(RequirementText.Level(facts["level"]).label), str(said)


def _papers(facts: Mapping[str, object]) -> str:
    lines = (f"{one['title']} ({one['link'] or one['file']})" for one in facts["confirmations"])
    return "\n".join(lines)


def _xlsx(assessment: Assessment, standings: Sequence[Standing], at: datetime) -> bytes:
    file = BytesIO()
    write_xlsx(_rows(standings), file, title=assessment.version.number)
    return file.getvalue()


def _docx(assessment: Assessment, standings: Sequence[Standing], at: datetime) -> bytes:
    document = Document()
    document.add_heading(xml_text(f"{_('Self-assessment')}: {assessment.version}"), level=0)
    document.add_paragraph(xml_text(f"{assessment.organisation}, {as_text(at)}"))
    for chapter in chapters_of(standings):
        document.add_heading(xml_text(chapter.title or _("Requirements")), level=1)
        for one in chapter.standings:
            _add_requirement(document, _facts(one))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add_requirement(document, facts: Mapping[str, object]) -> None:
    level, result = _words(facts)
    document.add_heading(xml_text(f"{facts['code']} {facts['title']}"), level=2)
    document.add_paragraph(xml_text(f"{level} – {result}"))
    for label, name in (
        (_("Reason"), "reason"),
        (_("Inherited from"), "inherited_from"),
        (_("Comment"), "comment"),
        (_("Person responsible"), "responsible"),
        (_("To be done by"), "due_on"),
    ):
        if facts[name]:
            document.add_paragraph(xml_text(f"{label}: {facts[name]}"))
    if papers := _papers(facts):
        document.add_paragraph(xml_text(f"{_('Confirmations')}: {papers}"))


_WRITERS: Mapping[str, Callable[[Assessment, Sequence[Standing], datetime], bytes]] = {
    "json": _json,
    "xlsx": _xlsx,
    "docx": _docx,
}
