"""Documents as writers make them: PDF, DOCX and ODT with text on their pages."""

import zlib
from collections.abc import Sequence
from io import BytesIO

import docx
import typst
from docx.enum.text import WD_BREAK
from odf.opendocument import OpenDocumentText
from odf.style import ParagraphProperties, Style
from odf.text import P


def pdf_of(*pages: str) -> bytes:
    """A real PDF, one text a page."""
    source = "\n#pagebreak()\n".join(pages)
    return typst.compile(source.encode())


def docx_of(*pages: str) -> bytes:
    document = docx.Document()
    for number, page in enumerate(pages):
        paragraph = document.add_paragraph(page)
        if number + 1 < len(pages):
            paragraph.add_run().add_break(WD_BREAK.PAGE)
    return _saved(document)


def odt_of(*pages: str) -> bytes:
    document = OpenDocumentText()
    style = Style(name="NewPage", family="paragraph")
    style.addElement(ParagraphProperties(breakbefore="page"))
    document.automaticstyles.addElement(style)
    for number, page in enumerate(pages):
        document.text.addElement(P(text=page, **({"stylename": style} if number else {})))
    return _saved(document)


def pdf_that_never_ends(operators: int = 400_000) -> bytes:
    """A small PDF whose page draws a letter so often that reading it takes minutes."""
    drawn = zlib.compress(b"BT /F1 9 Tf " + b"1 0 0 1 0 0 Tm (a) Tj " * operators + b"ET")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources 5 0 R >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
    ]
    return _numbered(objects)


def _numbered(objects: Sequence[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    )


def _saved(document) -> bytes:
    content = BytesIO()
    document.save(content)
    return content.getvalue()
