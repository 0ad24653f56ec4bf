"""Several things measured in turn: what else the machine does falls on all of them alike."""

import json
import os
import platform
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from django.db import connection

RESULTS = Path(__file__).parent / "results"
WARMING = 3  # turns that fill caches and do not count

Figures = dict[str, Any]  # median_ms, p95_ms, raw_ms


def in_turn(asks: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, Figures]:
    """Ask each so many times, one after the other; an ask tells the milliseconds that it took."""
    took: dict[str, list[float]] = {name: [] for name in asks}
    for turn in range(rounds + WARMING):
        for name, ask in asks.items():
            found = ask()
            if turn >= WARMING:
                took[name].append(found)
    return {
        name: {
            "median_ms": round(median(values), 2),
            "p95_ms": round(quantiles(values, n=20)[-1], 2),
            "raw_ms": [round(value, 2) for value in values],
        }
        for name, values in took.items()
    }


def say(pages: Mapping[str, Figures]) -> None:
    for name, page in pages.items():
        queries = f"   {page['queries']:>3} queries" if "queries" in page else ""
        print(
            f"    {name:<14} median {page['median_ms']:8.1f} ms"
            f"   95 % {page['p95_ms']:8.1f} ms{queries}"
        )


def times(
    pages: Mapping[str, Figures], beside: Mapping[str, Figures], name: str, other: str
) -> float:
    """How many times what `other` costs there does `name` cost here?"""
    return pages[name]["median_ms"] / beside[other]["median_ms"]


def keep(name: str, results: object) -> None:
    """Write the raw figures with what they were measured on."""
    RESULTS.mkdir(exist_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    told = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "postgresql": version,
        "processors": os.cpu_count(),
        "load_average": os.getloadavg(),
        "results": results,
    }
    (RESULTS / f"{name}.json").write_text(json.dumps(told, indent=1) + "\n")
