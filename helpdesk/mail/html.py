"""The words of an HTML body; nothing of it is ever shown as HTML."""

import html
import re

import nh3

# Ends a line; `nh3` has closed and nested the tags properly before.
BLOCK = re.compile(r"</?(?:p|div|tr|li|h[1-6]|table|ul|ol|pre|blockquote)>|<br>|<hr>")
BLOCKS = {
    "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "pre",
    "blockquote", "br", "hr",
}  # fmt: skip
TAG = re.compile(r"<[^<>]{1,100}>")
DROPPED = {"script", "style", "title", "head", "template"}


def text_of(source: str) -> str:
    """Return the text of HTML `source`, one line per block, quotes without their marks."""
    blocks = nh3.clean(
        source, tags=BLOCKS, attributes={}, clean_content_tags=DROPPED, strip_comments=True
    )
    lines = BLOCK.sub("\n", blocks.replace("\n", " "))
    text = html.unescape(TAG.sub("", lines)).replace("\xa0", " ")
    return _without_gaps(" ".join(line.split()) for line in text.split("\n"))


def _without_gaps(lines) -> str:
    """At most one empty line after another."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
