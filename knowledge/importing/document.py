"""A standard as one document, Markdown or Word, in which headings are chapters and requirements."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from knowledge.importing.folder import read_text
from knowledge.importing.headings import Heading, front_matter, split_markdown
from knowledge.importing.recognised import RecognisedStandard, UnreadableStandard, language_of
from knowledge.importing.sections import key_of, recognise

HEADING_STYLE = re.compile(r"^(?:heading|nagłówek)\s*(\d)\Z", re.IGNORECASE)
VERSION = re.compile(r"\b(?:version|wersja|wer\.)\s+v?(\d{1,4}(?:\.\d{1,4}){0,3})", re.IGNORECASE)
TITLED = re.compile(
    r"[\s,–-]+(?:version|wersja|wer\.|v\.?)?\s*(\d{1,4}(?:\.\d{1,4}){1,3})\Z", re.IGNORECASE
)
LARGEST_CONTENT = 50_000_000  # bytes of everything in a Word file, unpacked
LISTS = {"list bullet": "*", "list number": "1."}


def read_markdown(path: Path) -> RecognisedStandard:
    _fields, text = front_matter(read_text(path))
    return _standard(path, split_markdown(text), text)


def read_word(path: Path) -> RecognisedStandard:
    """Raises UnreadableStandard where `path` is no Word document, or one that unpacks to too much."""
    _check_size(path)
    try:
        document = Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise UnreadableStandard(
            _("%(file)s is no Word document.") % {"file": path.name}
        ) from error
    parts = list(document.iter_inner_content())
    words = "\n".join(part.text for part in parts if isinstance(part, Paragraph))
    name = next((one.text for one in document.paragraphs if one.style.name == "Title"), "")
    return _standard(path, list(_word_headings(parts)), words, name=name.strip())


def _standard(
    path: Path, headings: Sequence[Heading], words: str, *, name: str = ""
) -> RecognisedStandard:
    requirements, left_out = recognise(headings, path.name, is_titled=bool(name))
    if not requirements:
        raise UnreadableStandard(
            _("No heading of this document says must, should or may below it.")
        )
    name, number = _apart(name or _lone_title(headings) or path.stem, VERSION.search(words))
    return RecognisedStandard(
        slug=key_of(name)[:50],
        name=name[:200],
        number=number,
        language=language_of([one.text for one in requirements]),
        change_note="",
        requirements=requirements,
        left_out=left_out,
    )


def _apart(title: str, stated: re.Match | None) -> tuple[str, str]:
    """Name and number; a title that ends with the number, as in "Kopie w urzędzie 1.0", is told apart."""
    titled = TITLED.search(title)
    number = stated[1] if stated else titled[1] if titled else ""
    is_in_title = titled and titled[1] == number and titled.start() > 0
    return title[: titled.start()] if is_in_title else title, number


def _lone_title(headings: Sequence[Heading]) -> str:
    outermost = min(one.depth for one in headings)
    titles = [one.title for one in headings if one.depth == outermost]
    return titles[0] if len(titles) == 1 else ""


def _check_size(path: Path) -> None:
    """Refuse what is no archive, or unpacks to more than a document needs, before it is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(one.file_size for one in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableStandard(
            _("%(file)s is no Word document.") % {"file": path.name}
        ) from error
    if size > LARGEST_CONTENT:
        raise UnreadableStandard(_("%(file)s is too large.") % {"file": path.name})


def _word_headings(parts: Sequence[Paragraph | Table]) -> Iterator[Heading]:
    title, depth, body = "", 0, []
    for part in parts:
        match = HEADING_STYLE.match(part.style.name) if isinstance(part, Paragraph) else None
        if match and part.text.strip():
            if depth:
                yield Heading(depth, title, "\n".join(body).strip())
            title, depth, body = " ".join(part.text.split()), int(match[1]), []
        elif depth:
            body += _as_markdown(part)
    if depth:
        yield Heading(depth, title, "\n".join(body).strip())


def _as_markdown(part: Paragraph | Table) -> Sequence[str]:
    """The lines of a paragraph, an item of a list, or the rows of a table."""
    if isinstance(part, Table):
        rows = [[" ".join(cell.text.split()) for cell in row.cells] for row in part.rows]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return ["", *lines[:1], "|" + " --- |" * len(rows[0]), *lines[1:], ""] if rows else []
    words = " ".join(part.text.split())
    if not words:
        return [""]
    style = part.style.name.lower()
    is_numbered = part._p.pPr is not None and part._p.pPr.numPr is not None
    mark = next((mark for name, mark in LISTS.items() if style.startswith(name)), "")
    mark = mark or ("*" if is_numbered else "")
    return [f"{mark} {words}"] if mark else [words, ""]
