"""Forms to fill in, for everybody who reads of a course."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils.text import slugify
from docx import Document as WordDocument
from wagtail.documents import get_document_model

from foundation.folding import fold
from training.models import Course, CourseMaterial


def write_materials(course: Course, entries: Sequence[Mapping[str, Any]]) -> None:
    for entry in entries:
        title = entry["title_pl"]
        file = ContentFile(_form(title, entry["rows"]), f"{slugify(fold(title))}.docx")
        document = get_document_model().objects.create(title=title, file=file, file_size=file.size)
        CourseMaterial.objects.create(
            course=course, title_pl=title, title_en=entry["title_en"], document=document
        )


def _form(title: str, rows: Sequence[str]) -> bytes:
    """A Word document: a heading and a table with an empty column."""
    word, content = WordDocument(), BytesIO()
    word.add_heading(title)
    table = word.add_table(rows=len(rows), cols=2, style="Table Grid")
    for number, row in enumerate(rows):
        table.cell(number, 0).text = row
    word.save(content)
    return content.getvalue()
