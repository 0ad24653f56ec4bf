"""Invariants of live data, proven by `manage.py check_integrity`.

Apps return their checks from the Wagtail hook `integrity_checks`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class IntegrityCheck:
    """One invariant; `broken()` reads the database and returns a line for each violation."""

    name: str
    broken: Callable[[], Sequence[str]]
