"""Days off by law in Poland.

Source: act of 18 January 1951 on days off work, art. 1 point 1 (Dz.U. 2025 item 296): 1 and 6 January,
both days of Easter, 1 and 3 May, the first day of Pentecost, Corpus Christi, 15 August, 1 and 11
November, 24 December (since 2025: letter ka, added by Dz.U. 2024 item 1965), 25 and 26 December.
The act's other days off, Sundays (point 2), belong to the week of a calendar, not here. A test
compares the library with this list.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from holidays import Poland

LIBRARY_LANGUAGES = {"pl": "pl", "en": "en_US"}
FIRST_YEAR, LAST_YEAR = 1952, 2100


@lru_cache(maxsize=256)
def polish_holidays(year: int, language: str = "pl") -> Mapping[date, str]:
    """Return the public holidays of `year` with their names in Polish or English ("pl", "en").

    Raises ValueError outside 1952–2100: there the act or the computation of Easter gives no answer.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Polish holidays are known for {FIRST_YEAR}–{LAST_YEAR}, not for {year}")
    days = Poland(years=year, language=LIBRARY_LANGUAGES[language])
    return MappingProxyType(dict(sorted(days.items())))
