"""Texts of requirements line by line: a paragraph or an item of a list is one line, however it is wrapped."""

import re
from collections.abc import Sequence

LINK = re.compile(r"\[([^\]]{0,300})\]\([^)]{0,500}\)")
ITEM = re.compile(r"^\s*(?:[-+*•]|\d{1,3}[.)])\s+")
MARKS = re.compile(r"[*_`#>]+")
STARTS_A_LINE = re.compile(r"^\s*(?:[-+*•>|#]|\d{1,3}[.)]\s)")
FENCE = "```"


def logical_lines(text: str, *, with_code: bool) -> Sequence[str]:
    """The lines of `text` (Markdown); lines of code between fences one by one, or left out."""
    lines: list[str] = []
    is_open = is_code = False
    for line in text.splitlines():
        if line.lstrip().startswith(FENCE):
            is_code, is_open = not is_code, False
        elif is_code:
            lines += [line] if with_code else []
        elif not line.strip():
            is_open = False
        elif is_open and not STARTS_A_LINE.match(line):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.strip())
            is_open = True
    return lines


def plain(line: str) -> str:
    """One line without Markdown marks, targets of links and superfluous white space."""
    return " ".join(MARKS.sub(" ", ITEM.sub("", LINK.sub(r"\1", line))).split())
