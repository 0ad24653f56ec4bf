"""What should not be sent in a ticket: PESEL numbers, bank accounts, passwords and keys. Pure.

Every pattern is bounded, so a text costs its length and no more. `static/js/helpdesk-sensitive.js`
finds the same while a person types; a test compares both over the same texts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PESEL_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
# The month of a PESEL carries the century: 1900 + 0, 2000 + 20, … 1800 + 80.
CENTURIES = {0: 1900, 20: 2000, 40: 2100, 60: 2200, 80: 1800}
LONGEST_KEY = 20_000

_PESEL = re.compile(r"(?<![0-9A-Za-z])[0-9]{6}[ -]?[0-9]{5}(?![0-9A-Za-z])")
# The 26 digits of a Polish account, in fours or without spaces, and foreign accounts in fours.
_NRB = re.compile(
    r"(?<![0-9A-Za-z])(?:PL[ -]?)?[0-9]{2}(?:[ -]?[0-9]{4}){6}(?![0-9A-Za-z])", re.IGNORECASE
)
_IBAN = re.compile(
    r"(?<![0-9A-Za-z])(?!PL)[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?(?![0-9A-Za-z])"
)
# „hasło: …”, „hasło do panelu to …”: the value, and only where a sign or „to” says that it follows.
_PASSWORD = re.compile(
    r"(?<!\w)(?:has[łl]o|password|passwd|passphrase|pwd|pass|kod dost[ęe]pu|pin)"
    r"(?: (?:do|dla|for)(?: [^\s:=]{1,30}){1,3})?"
    r"(?P<sign> ?[:=] ?| (?:to|is) )"
    r"(?P<value>[^\s\[<][^\s]{2,199})",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"(?<![0-9A-Za-z_-])(?P<value>"
    r"gh[opsu]_[0-9A-Za-z]{30,255}|github_pat_[0-9A-Za-z_]{30,255}|glpat-[0-9A-Za-z_-]{20,255}"
    r"|xox[abp]-[0-9A-Za-z-]{10,255}|AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|sk-[0-9A-Za-z_-]{20,255}"
    r"|eyJ[0-9A-Za-z_-]{8,2000}\.[0-9A-Za-z_-]{8,4000}\.[0-9A-Za-z_-]{8,1000}"
    r")|(?<!\w)(?:token|api[ _-]?key|klucz api|bearer|secret)(?: ?[:=] ?| )"
    r"(?P<named>(?=[^\s]{0,60}[0-9])[0-9A-Za-z+/_=.-]{16,500})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_KEY_BEGINS = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_KEY_ENDS = re.compile(r"-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")


def names_of_texts(names: Iterable[str]) -> Sequence[str]:
    """Which of a form's fields hold text that a person writes."""
    return [name for name in names if name in ("body", "subject") or name.startswith("answer_")]


class What(StrEnum):
    PESEL = "pesel"
    ACCOUNT = "account"
    PASSWORD = "password"  # noqa: S105  a kind of finding
    KEY = "key"


@dataclass(frozen=True)
class Finding:
    """Something that should not be sent, at `text[start:end]`."""

    what: What
    start: int
    end: int


def find(text: str) -> Sequence[Finding]:
    """Everything of this kind in `text`, from left to right, none inside another."""
    found = sorted(
        (*_keys(text), *_accounts(text), *_pesels(text), *_passwords(text), *_tokens(text)),
        key=lambda one: (one.start, -one.end),
    )
    kept: list[Finding] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def remove(text: str, words: Mapping[What, str]) -> str:
    """`text` with every finding replaced by the words for it, e.g. „[usunięto PESEL]”."""
    pieces, place = [], 0
    for one in find(text):
        pieces += [text[place : one.start], words[one.what]]
        place = one.end
    return "".join([*pieces, text[place:]])


def count(texts: Sequence[str]) -> Counter[What]:
    """How many findings of each kind stand in `texts` together."""
    return Counter(one.what for text in texts for one in find(text))


def is_pesel(digits: str) -> bool:
    """Eleven digits with the right check digit and a day of birth that exists."""
    numbers = [int(digit) for digit in digits]
    control = -sum(w * n for w, n in zip(PESEL_WEIGHTS, numbers, strict=False)) % 10
    return control == numbers[10] and _is_day(digits)


def is_account(account: str) -> bool:
    """An IBAN, or the 26 digits of a Polish account, whose remainder modulo 97 is 1."""
    account = account.upper()
    iban = f"PL{account}" if account.isdigit() else account
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1 and set(moved[:-4]) != {"0"}


def _is_day(digits: str) -> bool:
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    century = CENTURIES[month // 20 * 20]
    try:
        date(century + year, month % 20, day)
    except ValueError:
        return False
    return True


def _plain(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


def _pesels(text: str) -> Iterator[Finding]:
    for match in _PESEL.finditer(text):
        if is_pesel(_plain(match.group())):
            yield Finding(What.PESEL, *match.span())


def _accounts(text: str) -> Iterator[Finding]:
    for pattern in (_NRB, _IBAN):
        for match in pattern.finditer(text):
            if is_account(_plain(match.group())):
                yield Finding(What.ACCOUNT, *match.span())


def _passwords(text: str) -> Iterator[Finding]:
    for match in _PASSWORD.finditer(text):
        line_end = text.find("\n", match.end(), match.end() + 3)
        is_last = not text[match.end() : line_end if line_end >= 0 else match.end() + 3].strip()
        if _is_secret(match["value"]) or (is_last and match["sign"].strip() in ":="):
            yield Finding(What.PASSWORD, *match.span("value"))


def _is_secret(word: str) -> bool:
    """Unlike a word of a sentence: with a digit, a sign, or a capital inside."""
    inside = word.rstrip(".,;:!?)")[1:]
    return any(not sign.isalpha() or sign.isupper() for sign in inside) or word[0].isdigit()


def _tokens(text: str) -> Iterator[Finding]:
    for match in _TOKEN.finditer(text):
        yield Finding(What.KEY, *match.span("value" if match["value"] else "named"))


def _keys(text: str) -> Iterator[Finding]:
    """Blocks of private keys; one without an end reaches as far as keys are long."""
    place = 0
    while begin := _KEY_BEGINS.search(text, place):
        limit = min(len(text), begin.end() + LONGEST_KEY)
        end = _KEY_ENDS.search(text, begin.end(), limit)
        place = end.end() if end else limit
        yield Finding(What.KEY, begin.start(), place)
