"""Does a question name a person? Such a question is answered, and not kept."""

import re
from itertools import pairwise

from foundation.search.morphology import is_given_name, is_surname

# An address or a long number.
_MAY_NAME = re.compile(r"@|\d[\d -]{5,}")
_WORD = re.compile(r"[^\W\d_]+")


def may_name_somebody(text: str) -> bool:
    """An address, a long number, or a given name beside a surname; rather too often than too rarely."""
    if _MAY_NAME.search(text):
        return True
    words = _WORD.findall(text.lower())
    return any(
        (is_given_name(one) and is_surname(other)) or (is_given_name(other) and is_surname(one))
        for one, other in pairwise(words)
    )
