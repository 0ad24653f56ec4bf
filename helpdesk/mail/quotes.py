"""What somebody newly wrote, apart from what they quoted and from their signature.

Line by line, with patterns that cannot run away on hostile text: each is tried on at most 300
characters of a line. Where nothing new would be left, everything counts as new.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import gettext, override

LONGEST_LINE = 300
# „W dniu 3.11.2026 o 10:05, Anna Nowak pisze:”, "On …, Anna wrote:", „Am … schrieb Anna:”.
ATTRIBUTION_START = re.compile(
    r"^(W dniu|Dnia|On|Am|Le|\w{2,4}\.?,? \d|\d{1,4}[./-]|>?\s*(pon|wt|śr|czw|pt|sob|niedz)\.)",
    re.IGNORECASE,
)
ATTRIBUTION_END = re.compile(
    r"(wrote|writes|napisał|napisała|napisał\(a\)|napisał/a|napisano|pisze|a écrit|schrieb[^:]{0,120})"
    r"\s{0,3}:\s*$",
    re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"^[-_ ]{2,}\s?(original message|oryginalna wiadomość|wiadomość oryginalna|ursprüngliche nachricht"
    r"|original-nachricht|wiadomość pierwotna|reply message)\s?[-_ ]{2,}",
    re.IGNORECASE,
)
FIELD = re.compile(
    r"^[*\s]{0,3}(od|from|von|wysłano|wysłane|sent|gesendet|data|date|datum|do|to|an|dw|cc|temat"
    r"|subject|betreff)\s?:",
    re.IGNORECASE,
)
FROM_FIELD = re.compile(r"^[*\s]{0,3}(od|from|von)\s?:", re.IGNORECASE)
SENT_FROM = re.compile(
    r"^(sent from (my|outlook|mail)|wysłan[eoay] z |wysłano z |von meinem .{1,30} gesendet"
    r"|gesendet von |get outlook for |pobierz outlook dla )",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _our_lines() -> frozenset[str]:
    """The line above which our own mails ask to write, in every language they are sent in."""
    lines = set()
    for language in ("pl", "en"):
        with override(language):
            lines.add(gettext("Write your answer above this line."))
    return frozenset(lines)


def new_text(text: str) -> str:
    """Return what stands above the quote and the signature of `text`, or all of it."""
    lines = _below_leading_quote(text.split("\n"))
    kept = _without_trailing_quote(lines[: _quote_start(lines)])
    kept = kept[: _signature_start(kept)]
    return "\n".join(kept).strip() or text.strip()


def _below_leading_quote(lines: list[str]) -> list[str]:
    """Somebody who answers below the quote: drop the attribution and the quote at the top."""
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    end = start
    while end < min(start + 3, len(lines)) and not lines[end].startswith(">"):
        end += 1
    is_quote = end < len(lines) and lines[end].startswith(">")
    if not is_quote or (end > start and not _is_attribution(lines, start)):
        return lines
    while end < len(lines) and (lines[end].startswith(">") or not lines[end].strip()):
        end += 1
    is_interleaved = any(line.startswith(">") for line in lines[end:])
    return lines if end == len(lines) or is_interleaved else lines[end:]


def _quote_start(lines: Sequence[str]) -> int:
    for number in range(len(lines)):
        if _starts_quote(lines, number) and any(line.strip() for line in lines[:number]):
            return number
    return len(lines)


def _starts_quote(lines: Sequence[str], number: int) -> bool:
    line = lines[number][:LONGEST_LINE].strip().lstrip("> ")
    if not line:
        return False
    if line in _our_lines() or ORIGINAL.match(line):
        return True
    if FROM_FIELD.match(line):
        following = lines[number + 1 : number + 6]
        return sum(bool(FIELD.match(other[:LONGEST_LINE])) for other in following) >= 2
    return _is_attribution(lines, number)


def _is_attribution(lines: Sequence[str], number: int) -> bool:
    """An attribution stands on one line, or is wrapped over up to three."""
    if not ATTRIBUTION_START.match(lines[number][:LONGEST_LINE].strip()):
        return False
    for last in range(number, min(number + 3, len(lines))):
        line = lines[last].rstrip()
        if not line.strip():
            return False
        if ATTRIBUTION_END.search(line[-LONGEST_LINE:]):
            return True
    return False


def _without_trailing_quote(lines: Sequence[str]) -> list[str]:
    """Drop quoted lines at the end; answers written between quoted lines keep their context."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or kept[-1].startswith(">")):
        kept.pop()
    return kept


def _signature_start(lines: Sequence[str]) -> int:
    """Where the signature begins: after `-- ` (RFC 3676, 4.3), or a line that a telephone added."""
    for number, line in enumerate(lines):
        if number and line.rstrip("\r") in ("-- ", "--"):
            return number
        if number and SENT_FROM.match(line[:LONGEST_LINE]):
            return number
    return len(lines)
