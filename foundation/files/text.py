"""The text inside a document, page by page. Pure: it runs where it can be stopped (`foundation.confined`).

A PDF has pages of its own; a DOCX or ODT is divided where its writer last saw a page end, so that a
hit can say “page 7” there too.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.oxml.ns import qn
from odf import opendocument, text
from odf.element import Element, Text
from odf.style import ParagraphProperties, Style
from pypdf import PdfReader

MOST_PAGES = 1_000
MOST_CHARACTERS = 2_000_000
# What may come out of the parts of a ZIP, before any of them is opened.
MOST_UNPACKED = 150 * 1024 * 1024  # bytes
# NUL and lone halves of letters cannot be kept in a database.
UNKEPT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
PDF = "application/pdf"


class Unreadable(Exception):
    """The text cannot be taken out; the message is a key of `foundation.files.reading.REASONS`."""


@dataclass(frozen=True)
class ReadText:
    """Texts of the pages in their order; `is_cut` where a limit ended the reading."""

    pages: tuple[str, ...]
    is_cut: bool = False


def read_text(content: bytes, content_type: str) -> ReadText:
    """The text of a PDF, DOCX, ODT or plain text file. Raises Unreadable, or what a parser raises."""
    return _limited(READERS[content_type](content))


def _limited(pages: Iterator[str]) -> ReadText:
    kept, left = [], MOST_CHARACTERS
    for page in pages:
        if len(kept) == MOST_PAGES or left <= 0:
            return ReadText(tuple(kept), is_cut=True)
        lines = (" ".join(line.split()) for line in UNKEPT.sub(" ", page).splitlines())
        cleaned = "\n".join(filter(None, lines))
        kept.append(cleaned[:left])
        left -= len(cleaned)
    return ReadText(tuple(kept), is_cut=left < 0)


def _pdf_pages(content: bytes) -> Iterator[str]:
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("password")
    for page in reader.pages:
        yield page.extract_text()


def _docx_pages(content: bytes) -> Iterator[str]:
    _refuse_bomb(content)
    page: list[str] = []
    for node in docx.Document(BytesIO(content)).element.body.iter():
        if node.tag == qn("w:lastRenderedPageBreak") or (
            node.tag == qn("w:br") and node.get(qn("w:type")) == "page"
        ):
            if page:
                yield "".join(page)
            page = []
        elif node.tag == qn("w:t"):
            page.append(node.text or "")
        elif node.tag in (qn("w:p"), qn("w:br"), qn("w:tr")):
            page.append("\n")
        elif node.tag in (qn("w:tab"), qn("w:tc")):
            page.append(" ")
    yield "".join(page)


def _odt_pages(content: bytes) -> Iterator[str]:
    _refuse_bomb(content)
    document = opendocument.load(BytesIO(content))
    breaking = {
        style.getAttribute("name")
        for style in document.getElementsByType(Style)
        for properties in style.getElementsByType(ParagraphProperties)
        if properties.getAttribute("breakbefore") == "page"
    }
    page: list[str] = []
    for piece in _odt_pieces(document.text, breaking):
        if piece is None and "".join(page).strip():
            yield "".join(page)
            page = []
        elif piece is not None:
            page.append(piece)
    yield "".join(page)


def _odt_pieces(element: Element, breaking: set[str]) -> Iterator[str | None]:
    """Texts in their order; None where a page ends."""
    if isinstance(element, Text):
        yield str(element.data)
        return
    name = element.qname
    if name == text.SoftPageBreak().qname:
        yield None
    elif name in (text.P().qname, text.H(outlinelevel=1).qname):
        if element.getAttribute("stylename") in breaking:
            yield None
        yield "\n"
    elif name in (text.S().qname, text.Tab().qname, text.LineBreak().qname):
        yield " "
    for child in element.childNodes:
        yield from _odt_pieces(child, breaking)


def _plain_pages(content: bytes) -> Iterator[str]:
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            yield content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return
    yield content.decode("iso-8859-2")


def _refuse_bomb(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
            raise Unreadable("bomb")


READERS = {
    PDF: _pdf_pages,
    DOCX: _docx_pages,
    ODT: _odt_pages,
    "text/plain": _plain_pages,
    "text/markdown": _plain_pages,
}
