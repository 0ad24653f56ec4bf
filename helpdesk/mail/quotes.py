"""What somebody newly wrote, apart from what they quoted and from their signature.

Line by line, with patterns that cannot run away on hostile text: each is tried on at most 300
characters of a line. Where nothing new would be left, everything counts as new.
"""

import re
from collections.abc import Collection, Sequence

LONGEST_LINE = 300
# „W dniu 3.11.2026 o 10:05, Anna Nowak pisze:”, "On …, Anna wrote:", „Am … schrieb Anna:”.
ATTRIBUTION_START = re.compile(
    r"^(W dniu|Dnia|On|Am|Le|\w{2,4}\.?,? \d|\d{1,4}[./-]|>?\s*(pon|wt|śr|czw|pt|sob|niedz)\.)",
    re.IGNORECASE,
)
ATTRIBUTION_END = re.compile(
    r"((wrote|writes|napisał|napisała|napisał\(a\)|napisał/a|napisano|pisze|a écrit|написал"
    r"|написав|пише|пишет|schrieb[^:]{0,120})|<[^<>\s]{3,150}@[^<>\s]{1,100}>)\s{0,3}:\s*$",
    re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"^[-_ ]{2,}\s?(original message|oryginalna wiadomość|wiadomość oryginalna|ursprüngliche nachricht"
    r"|original-nachricht|wiadomość pierwotna|reply message)\s?[-_ ]{2,}",
    re.IGNORECASE,
)
FIELD = re.compile(
    r"^[*\s]{0,3}(od|from|von|wysłano|wysłane|sent|gesendet|data|date|datum|do|to|an|dw|cc|temat"
    r"|subject|betreff|от|отправлено|кому|тема|дата|від|надіслано)\s?:",
    re.IGNORECASE,
)
FROM_FIELD = re.compile(r"^[*\s]{0,3}(od|from|von|от|від)\s?:", re.IGNORECASE)
SENT_FROM = re.compile(
    r"^(sent from (my (\w+\s?){1,4}|outlook|mail\b.{0,40}|a (\w+\s?){1,6})|wysłan[eoay] z .{1,40}"
    r"|wysłano z .{1,40}|von meinem .{1,30} gesendet|gesendet von .{1,40}|get outlook for \w+"
    r"|pobierz outlook dla .{1,20})\s*$",
    re.IGNORECASE,
)
LIST_FOOTER = re.compile(r"^_{20,}\s*$")  # of a mailing list; above it stands what somebody wrote
MOST_ATTRIBUTION_LINES = 6
RULE = re.compile(r"^\s{0,3}[-_=]{5,}\s*$")
DASHED_NAME = re.compile(r"^-\w[\w .]{1,40}$")
LONGEST_SIGNATURE = 15  # lines, none of them longer than eighty characters


def new_text(text: str, our_lines: Collection[str] = (), *, sender: str = "") -> str:
    """Return what stands above the quote and the signature of `text`, or all of it.

    `our_lines` are those above which our own mails ask to write, `sender` is the writer's name.
    """
    lines = _below_leading_quote(text.split("\n"))
    kept = lines[: _quote_start(lines, our_lines)]
    kept = _without_trailing_quote(kept[: _signature_start(kept)])
    kept = _without_rules(kept[: _named_signature_start(kept, sender)])
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


def _quote_start(lines: Sequence[str], our_lines: Collection[str]) -> int:
    for number in range(len(lines)):
        if not _starts_quote(lines, number, our_lines) or not any(map(str.strip, lines[:number])):
            continue
        if not _goes_on_below(lines[number:]):
            return number
    return len(lines)


def _goes_on_below(lines: Sequence[str]) -> bool:
    """Whether a paragraph that is not quoted follows a quote: somebody answered below it.

    A line without a mark right below a quoted one is only its wrapped end.
    """
    marked = [number for number, line in enumerate(lines) if line.startswith(">")]
    if not marked or marked[0] > MOST_ATTRIBUTION_LINES:
        return False
    rest = lines[marked[0] :]
    rest = rest[: _signature_start(rest)]
    begins = (n for n in range(1, len(rest)) if rest[n].strip() and not rest[n - 1].strip())
    return any(not rest[number].startswith(">") for number in begins)


def _starts_quote(lines: Sequence[str], number: int, our_lines: Collection[str]) -> bool:
    line = lines[number][:LONGEST_LINE].strip().lstrip("> ")
    if not line:
        return False
    if line in our_lines or ORIGINAL.match(line):
        return True
    if FIELD.match(line):
        block = [other[:LONGEST_LINE] for other in lines[number : number + 6]]
        names_sender = any(FROM_FIELD.match(other) for other in block)
        return names_sender and sum(bool(FIELD.match(other)) for other in block) >= 3
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


def _without_rules(lines: Sequence[str]) -> list[str]:
    """Drop a line of hyphens that led over to the quote."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or RULE.match(kept[-1])):
        kept.pop()
    return kept


def _named_signature_start(lines: Sequence[str], sender: str) -> int:
    """Where a last block begins that is headed by the writer's name, or `-Name` alone."""
    words = "\n".join(line.strip() for line in lines).rstrip().split("\n")
    first = max(1, len(words) - LONGEST_SIGNATURE)
    for number in range(first, len(words)):
        block = words[number:]
        if words[number - 1] or not words[number] or any(len(line) > 80 for line in block):
            continue
        is_name = sender and sender.lower() in words[number].lower()
        if is_name or (len(block) == 1 and DASHED_NAME.match(words[number])):
            return number
    return len(lines)


def _signature_start(lines: Sequence[str]) -> int:
    """Where the signature begins: after `-- ` (RFC 3676, 4.3), or a line that a telephone or a list added."""
    for number, line in enumerate(lines):
        if number and line.rstrip("\r") in ("-- ", "--"):
            return number
        if number and (SENT_FROM.match(line[:LONGEST_LINE]) or LIST_FOOTER.match(line)):
            return number
    return len(lines)
