"""From bytes in a wrong, missing or broken character set to text."""

import codecs
from dataclasses import dataclass

# Letters ą ś ź Ą Ś Ź, where the two Polish legacy sets differ.
ISO_8859_2 = frozenset(b"\xb1\xb6\xbc\xa1\xa6\xac")
WINDOWS_1250 = frozenset(b"\xb9\x9c\x9f\xa5\x8c\x8f")
# Sets that programs name without meaning it; UTF-8 that fits is then the truth.
OFTEN_WRONG = frozenset({"ascii", "iso8859-1", "iso8859-2", "cp1250", "cp1252"})


@dataclass(frozen=True)
class Decoded:
    """`repair` names what was mended, or is empty."""

    text: str
    repair: str = ""


def decode(content: bytes, declared: str) -> Decoded:
    """Return the text of `content`, believing `declared` only where the bytes fit it.

    NUL characters are dropped: PostgreSQL keeps none, and nobody wrote them.
    """
    decoded = _decode(content, _known(declared))
    if "\0" in decoded.text:
        return Decoded(decoded.text.replace("\0", ""), decoded.repair or "nul")
    return decoded


def _decode(content: bytes, charset: str) -> Decoded:
    if content.isascii() and charset in ("", *OFTEN_WRONG, "utf-8"):
        return Decoded(content.decode("ascii"))
    if charset in ("", *OFTEN_WRONG) and _fits(content, "utf-8"):
        return Decoded(content.decode(), f"{charset or 'none'}→utf-8")
    if charset and charset != "ascii" and _fits(content, charset):
        return Decoded(content.decode(charset))
    if charset and charset not in (*OFTEN_WRONG, "utf-8"):
        return Decoded(content.decode(charset, errors="replace"), f"{charset}→replaced")
    guess = guess_legacy(content)
    return Decoded(content.decode(guess, errors="replace"), f"{charset or 'none'}→{guess}")


def guess_legacy(content: bytes) -> str:
    """Which of the two Polish legacy sets `content` uses, by the letters in which they differ."""
    iso = sum(byte in ISO_8859_2 for byte in content)
    windows = sum(byte in WINDOWS_1250 for byte in content)
    return "iso8859-2" if iso > windows else "cp1250"


def _known(charset: str) -> str:
    """Python's name of a character set, empty for one that it does not know or that is no text."""
    try:
        found = codecs.lookup(charset.strip().strip("\"'"))
    except (LookupError, ValueError, UnicodeError):
        return ""
    return found.name if found._is_text_encoding else ""


def _fits(content: bytes, charset: str) -> bool:
    try:
        content.decode(charset)
    except (UnicodeError, ValueError):
        return False
    return True
