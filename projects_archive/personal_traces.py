"""What looks like personal data in the text of a document: a help for the person who checks it.

It finds numbers and addresses, not names or stories; an empty result does not mean that there are none.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from stdnum import iban
from stdnum.pl import pesel


@dataclass(frozen=True)
class Trace:
    """One kind of trace: how often, and on which pages it stands first."""

    label: str
    count: int
    pages: Sequence[int]


def _is_account(digits: str) -> bool:
    return iban.is_valid(f"PL{digits}")


def _anything(_found: str) -> bool:
    return True


MOST_PAGES_NAMED = 8
ACCOUNT = re.compile(r"(?<!\d)\d{2}(?:[ \xa0]?\d{4}){6}(?!\d)")
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
TELEPHONE = re.compile(
    r"(?<![\d-])(?:\+48[ \xa0]?)?"
    r"(?:\d{3}[ \xa0-]\d{3}[ \xa0-]\d{3}|\d{2} \d{3} \d{2} \d{2})(?![\d-])"
)
KINDS: Mapping[object, tuple[re.Pattern[str], Callable[[str], bool]]] = {
    _("PESEL numbers"): (re.compile(r"(?<!\d)\d{11}(?!\d)"), pesel.is_valid),
    _("bank accounts"): (ACCOUNT, _is_account),
    _("e-mail addresses"): (ADDRESS, _anything),
    _("telephone numbers"): (TELEPHONE, _anything),
}


def traces_in(pages: Sequence[str]) -> Sequence[Trace]:
    """Kinds of personal data that the pages seem to hold, with the numbers of the pages (from 1)."""
    found = []
    for label, (pattern, is_real) in KINDS.items():
        counts = [sum(is_real(_digits(hit)) for hit in pattern.findall(page)) for page in pages]
        places = [number for number, count in enumerate(counts, start=1) if count]
        if places:
            found.append(Trace(str(label), sum(counts), places[:MOST_PAGES_NAMED]))
    return found


def _digits(hit: str) -> str:
    return hit.replace(" ", "").replace("\xa0", "")
