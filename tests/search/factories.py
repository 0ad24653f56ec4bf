"""Objects to be found, and the worker's part in it."""

from itertools import count

from django.utils import timezone

from foundation.search.sweeps import index_changes
from knowledge.models import Standard, StandardVersion, System

_numbers = count(100_001)  # always six digits: names sort in the order they were made


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


def make_found_version(summary: str, **fields) -> StandardVersion:
    number = next(_numbers)
    standard = Standard.objects.create(
        slug=f"szukany-standard-{number}", name_pl=f"Standard {number}", summary_pl=summary
    )
    defaults = {"number": "1.0", "state": StandardVersion.State.CONSULTATION}
    return StandardVersion.objects.create(standard=standard, **defaults | fields)


def index_all() -> None:
    """What the worker does until nothing is left."""
    while index_changes(at=timezone.now()):
        pass
