"""A document as headings with what stands below each, from Markdown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
LIQUID = re.compile(r"^.*(?:\{%|\{\{).*$", re.MULTILINE)
LINK = re.compile(r"\[([^\]]{0,300})\]\((?!https?://|mailto:)[^)]{0,500}\)")


@dataclass(frozen=True)
class Heading:
    """`depth` 1 is the outermost; `body` is Markdown up to the next heading of any depth."""

    depth: int
    title: str
    body: str


def split_markdown(text: str) -> Sequence[Heading]:
    """The headings of `text`; what stands above the first one is left out."""
    found: list[tuple[int, str, list[str]]] = []
    is_code = False
    for line in cleaned(text).splitlines():
        is_code ^= line.lstrip().startswith("```")
        match = None if is_code else HEADING.match(line)
        if match:
            found.append((len(match[1]), match[2], []))
        elif found:
            found[-1][2].append(line)
    return [Heading(depth, title, "\n".join(body).strip()) for depth, title, body in found]


def cleaned(text: str) -> str:
    """Markdown without comments, tags, template marks, and links that lead nowhere outside its folder."""
    text = COMMENT.sub("", text.replace("\r\n", "\n").replace("\0", ""))
    return LINK.sub(r"\1", LIQUID.sub("", TAG.sub("", text)))


def front_matter(text: str) -> tuple[dict[str, list[str]], str]:
    """The fields between the leading `---` lines, each a list of values, and the text below them."""
    lines = text.replace("\r\n", "\n").split("\n")
    if not lines or lines[0].strip() != "---" or "---" not in lines[1:]:
        return {}, text
    end = lines.index("---", 1)
    fields: dict[str, list[str]] = {}
    name = ""
    for line in lines[1:end]:
        if line.lstrip().startswith("- ") and name:
            fields[name].append(line.strip()[2:].strip())
        elif ":" in line and not line.startswith((" ", "#")):
            name, _colon, value = line.partition(":")
            fields[name] = [value.strip()] if value.strip() else []
    return fields, "\n".join(lines[end + 1 :])
