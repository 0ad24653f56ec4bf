"""Terms explained in place: the first time a page uses a term, it becomes a link with its definition.

Pure: HTML and terms in, HTML out. Polish words are compared by their dictionary forms, so „profilu zaufanego”
is found as „profil zaufany”; abbreviations are compared letter by letter.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from foundation.search.analysis import lemma_terms
from foundation.search.tokenising import Token

PIECE = re.compile(r"<[^>]*>|[^<]+")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
WORD = re.compile(r"&#?\w+;|\w+(?:-\w+)*")
# Inside these nothing is explained: a link in a link, headings, code.
CLOSED = {"a", "h1", "h2", "h3", "h4", "code", "pre", "button", "summary", "svg", "label", "th"}


@dataclass(frozen=True)
class Term:
    """A term as a page needs it; `url` is where it is explained at length."""

    key: str
    name: str
    abbreviation: str
    definition: str
    url: str


@dataclass(frozen=True)
class _Pattern:
    term: Term
    spelling: str  # of an abbreviation; else empty
    forms: Sequence[frozenset[str]]  # dictionary forms, word by word


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    term: Term


def explain(html: str, terms: Iterable[Term], *, language: str) -> SafeString:
    """`html` (our own, safe) with the first occurrence of each term explained."""
    waiting = _patterns(terms, language)
    closed = 0
    pieces: list[str] = []
    for match in PIECE.finditer(html):
        piece = match[0]
        if piece.startswith("<"):
            closed = max(0, closed + _step(piece))
        elif not closed and waiting:
            piece = _explained(piece, waiting, language)
        pieces.append(piece)
    return mark_safe("".join(pieces))  # noqa: S308  what came in was safe; what is added is escaped


def _patterns(terms: Iterable[Term], language: str) -> list[_Pattern]:
    """The longest first, so that „profil zaufany” wins over „profil”."""
    patterns: list[_Pattern] = []
    for term in terms:
        if term.abbreviation:
            patterns.append(_Pattern(term, term.abbreviation, ()))
        forms = [_forms(word, language) for word in WORD.findall(term.name)]
        patterns.append(_Pattern(term, "", forms))
    return sorted(patterns, key=lambda one: -len(one.forms))


def _forms(word: str, language: str) -> frozenset[str]:
    return lemma_terms(Token(word, 0, len(word)), language) | {word.lower()}


def _step(tag: str) -> int:
    found = TAG.match(tag)
    if not found or found[2].lower() not in CLOSED or tag.endswith("/>"):
        return 0
    return -1 if found[1] else 1


def _explained(text: str, waiting: list[_Pattern], language: str) -> str:
    words = list(WORD.finditer(text))
    found: list[_Found] = []
    position = 0
    while position < len(words) and waiting:
        pattern = next((one for one in waiting if _fits(one, words, position, language)), None)
        if pattern is None:
            position += 1
            continue
        last = position + max(len(pattern.forms), 1) - 1
        found.append(_Found(words[position].start(), words[last].end(), pattern.term))
        waiting[:] = [one for one in waiting if one.term.key != pattern.term.key]
        position = last + 1
    return _joined(text, found)


def _fits(pattern: _Pattern, words: Sequence[re.Match], position: int, language: str) -> bool:
    if pattern.spelling:
        return words[position][0] == pattern.spelling
    if position + len(pattern.forms) > len(words):
        return False
    here = words[position : position + len(pattern.forms)]
    return all(
        forms & _forms(word[0], language) for forms, word in zip(pattern.forms, here, strict=True)
    ) and _are_neighbours(here)


def _are_neighbours(words: Sequence[re.Match]) -> bool:
    """Nothing but space between them, so that no term reaches over the end of a sentence."""
    return all(
        not first.string[first.end() : then.start()].strip() for first, then in pairwise(words)
    )


def _joined(text: str, found: Sequence[_Found]) -> str:
    parts: list[str] = []
    done = 0
    for one in found:
        parts += [text[done : one.start], _link(text[one.start : one.end], one.term)]
        done = one.end
    return "".join([*parts, text[done:]])


def _link(words: str, term: Term) -> str:
    """A link that leads to the glossary, with the definition beside it for pointer and keyboard."""
    note = f"term-{term.key}"
    return format_html(
        '<span class="term"><a href="{}" aria-describedby="{}">{}</a>'
        '<span class="term-note" role="tooltip" id="{}"><b>{}</b> – {}</span></span>',
        term.url,
        note,
        mark_safe(words),  # noqa: S308  a piece of the page's own HTML text
        note,
        term.name,
        term.definition,
    )
