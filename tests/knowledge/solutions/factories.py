"""Valid solutions and calls for funding; keywords override the defaults."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from knowledge.models import FundingCall, Solution
from tests.knowledge.factories import make_system

_numbers = count(100_001)  # always six digits: names sort in the order they were made


def make_solution(**fields) -> Solution:
    number = next(_numbers)
    defaults = {
        "slug": f"rozwiazanie-{number}",
        "title_pl": f"Rozwiązanie {number}",
        "summary_pl": "Zamiast własnego serwera.",
        "for_whom_pl": "Gminy i ich jednostki.",
        "cost_pl": "Bez opłat.",
        "joining_pl": "Policz stanowiska.\n\nPodpisz porozumienie.",
        "is_published": True,
    }
    given = defaults | fields
    given["system"] = given.get("system") or make_system()
    solution = Solution(**given)
    solution.full_clean()
    solution.save()
    return solution


def make_call(*, closes_in: int | None = 30, opens_in: int = -10, **fields) -> FundingCall:
    """A checked, published national call; days count from today."""
    today = timezone.localdate()
    defaults = {
        "title_pl": f"Nabór {next(_numbers)}",
        "programme": "Bezpieczny Urząd",
        "announced_by": "Agencja",
        "summary_pl": "Kopie zapasowe.",
        "who_pl": "Wszystkie samorządy.",
        "opens_on": today + timedelta(days=opens_in),
        "closes_on": None if closes_in is None else today + timedelta(days=closes_in),
        "url": "https://nabory.example.pl/1",
        "checked_on": date(2026, 1, 15),
        "is_published": True,
    }
    solutions = fields.pop("solutions", ())
    call = FundingCall(**defaults | fields)
    call.full_clean()
    call.save()
    call.solutions.set(solutions)
    return call
