"""Markdown of requirements as plain blocks and runs, for documents that are no web pages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

_parser = MarkdownIt("commonmark", {"html": False}).enable("table")

OPENS_LIST = {"bullet_list_open", "ordered_list_open"}
CLOSES_LIST = {"bullet_list_close", "ordered_list_close"}
CODE = {"fence", "code_block"}


def markdown_blocks(text: str) -> Sequence[Mapping[str, Any]]:
    """Blocks in their order: `kind` (p, h, li, code), `depth` of lists, `mark` of an item, `runs` of words.

    A run has `text` and says whether it `is_bold`, `is_italic`, `is_code`, and the web address `url` it
    leads to (empty where there is none or it is not on the web).
    """
    blocks: list[dict[str, Any]] = []
    numbers: list[int | None] = []  # of the lists around: the next number, None for bullets
    mark, kind = "", "p"
    for token in _parser.parse(text):
        if token.type in OPENS_LIST:
            is_ordered = token.type == "ordered_list_open"
            numbers.append(int(token.attrGet("start") or 1) if is_ordered else None)
        elif token.type in CLOSES_LIST:
            numbers.pop()
        elif token.type == "list_item_open":
            mark = _mark(numbers)
        elif token.type in ("heading_open", "heading_close"):
            kind = "h" if token.type == "heading_open" else "p"
        elif token.type in CODE:
            blocks.append(_block("code", len(numbers), "", [_run(token.content, is_code=True)]))
        elif token.type == "inline":
            blocks.append(
                _block(
                    "li" if mark else kind, len(numbers), mark, list(_runs(token.children or ()))
                )
            )
            mark = ""
    return blocks


def _mark(numbers: list[int | None]) -> str:
    number = numbers[-1]
    if number is None:
        return "–"
    numbers[-1] = number + 1
    return f"{number}."


def _block(kind: str, depth: int, mark: str, runs: list) -> dict[str, Any]:
    return {"kind": kind, "depth": depth, "mark": mark, "runs": runs}


def _run(text: str, **more: object) -> dict[str, Any]:
    return {"text": text, "is_bold": False, "is_italic": False, "is_code": False, "url": ""} | more


def _runs(tokens: Iterable[Token]) -> Iterable[dict[str, Any]]:
    style: dict[str, Any] = {}
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            style["is_bold"] = token.type == "strong_open"
        elif token.type in ("em_open", "em_close"):
            style["is_italic"] = token.type == "em_open"
        elif token.type in ("link_open", "link_close"):
            url = str(token.attrGet("href") or "") if token.type == "link_open" else ""
            style["url"] = url if url.startswith(("https://", "http://")) else ""
        elif token.type in ("softbreak", "hardbreak"):
            yield _run(" ", **style)
        elif token.type == "code_inline":
            yield _run(token.content, **style | {"is_code": True})
        elif token.content:
            yield _run(token.content, **style)
