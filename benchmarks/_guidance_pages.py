"""A page of guidance and a bare one in turn, over one connection, by a reader who is not signed in."""

import http.client
import os
import time
from collections.abc import Mapping
from itertools import count

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks._served import PORT, served
from benchmarks._turns import Figures, in_turn, keep, say, times
from knowledge.models import GuidancePage

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "100"))
MOST_QUERIES = 12


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("demo_content", verbosity=0)
    page = GuidancePage.objects.live().filter(locale__language_code="pl").order_by("pk").first()
    with served():
        pages = _measure(page)
    pages["made anew"]["queries"] = _queries(page)
    keep("guidance", [{"page": page.slug, "load": os.getloadavg()[0], "pages": pages}])
    say(pages)
    print(f"  kept / bare: {times(pages, pages, 'kept', 'bare'):.2f} (at most 1.2)")
    print(f"  queries made anew: {pages['made anew']['queries']} (at most {MOST_QUERIES})")


def _measure(page: GuidancePage) -> dict[str, Figures]:
    """Milliseconds of each kind of answer: median, 95th percentile, all of them."""
    reader = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    turns = count()
    _took, tag = _ask(reader, page.url, {})
    asks = {
        "bare": lambda: (f"/bare/guidance/{page.pk}/", {}),
        "kept": lambda: (page.url, {}),
        "made anew": lambda: (f"{page.url}?turn={next(turns)}", {}),
        "not modified": lambda: (page.url, {"If-None-Match": tag}),
    }
    return in_turn(
        {name: lambda ask=ask: _ask(reader, *ask())[0] for name, ask in asks.items()}, ROUNDS
    )


def _ask(
    reader: http.client.HTTPConnection, path: str, headers: Mapping[str, str]
) -> tuple[float, str]:
    started = time.perf_counter()
    reader.request("GET", path, headers=dict(headers))
    answer = reader.getresponse()
    answer.read()
    took = (time.perf_counter() - started) * 1000
    if answer.status not in (200, 304):
        raise RuntimeError(f"{path}: {answer.status}")
    return took, answer.headers.get("ETag", "")


def _queries(page: GuidancePage) -> int:
    client = Client(HTTP_HOST="127.0.0.1")
    client.get(f"{page.url}?turn=first")  # what is read once by each process
    with CaptureQueriesContext(connection) as captured:
        client.get(f"{page.url}?turn=second")
    return len(captured)
