"""The words of an HTML body, read from left to right once: no tree is built, so no nesting hurts.

The result is plain text and is escaped where it is shown; nothing of the HTML is ever shown.
"""

import html
import re
from collections.abc import Iterator

# A tag that begins or ends a line.
BLOCKS = frozenset({
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr",
    "ul",
})  # fmt: skip
# Elements whose content is not meant to be read.
SILENT = ("script", "style", "title", "template", "noscript", "svg")
NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]{0,20})")


def text_of(source: str) -> str:
    """Return the text of HTML `source`, one line per block, at most one empty line in between."""
    text = html.unescape("".join(_pieces(source))).replace("\xa0", " ")
    return "\n".join(_without_gaps(text.split("\n"))).strip()


def _pieces(source: str) -> Iterator[str]:
    """The words and line ends of `source`; what is never closed ends with it."""
    position, lower = 0, source.lower()
    while (start := source.find("<", position)) != -1:
        yield _joined(source[position:start])
        name = NAME.match(source, start + 1)
        is_markup = name or source.startswith(("<!", "<?"), start)
        if not is_markup:
            yield "<"
            position = start + 1
            continue
        end = _end_of(source, lower, start, name.group(1).lower() if name else "")
        if end == -1:
            return
        if name and name.group(1).lower() in BLOCKS:
            yield "\n"
        position = end
    yield _joined(source[position:])


def _end_of(source: str, lower: str, start: int, name: str) -> int:
    """Where the markup that begins at `start` ends, with the content of a silent element; or -1."""
    if source.startswith("<!--", start):
        return _after(source, "-->", start + 4)
    if name in SILENT and source[start + 1] != "/":
        closing = lower.find(f"</{name}", start)
        return _after(source, ">", closing) if closing != -1 else -1
    return _after(source, ">", start)


def _after(source: str, mark: str, start: int) -> int:
    found = source.find(mark, start)
    return found + len(mark) if found != -1 else -1


def _joined(words: str) -> str:
    """Line ends and indents of the source mean a space."""
    return re.sub(r"[ \t\r\n]+", " ", words)


def _without_gaps(lines: list[str]) -> Iterator[str]:
    was_empty = True
    for line in lines:
        words = " ".join(line.split())
        if words or not was_empty:
            yield words
        was_empty = not words
