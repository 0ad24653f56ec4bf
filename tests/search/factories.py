"""Objects to be found."""

from itertools import count

from knowledge.models import System

_numbers = count(1)


def make_found_system(name: str = "", summary: str = "", **fields) -> System:
    number = next(_numbers)
    defaults = {
        "slug": f"szukany-system-{number}",
        "name": name or f"System numer {number}",
        "summary_pl": summary,
        "level": System.Level.CENTRAL,
        "owner_name": "Ministerstwo",
    }
    return System.objects.create(**defaults | fields)
