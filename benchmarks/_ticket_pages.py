"""Pages of the help desk and the bare list in turn, over one connection each to one server.

What else the machine does falls on all of them alike. Raw figures go to `benchmarks/results/`.
"""

import http.client
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import _many_tickets, _sockets
from benchmarks._ports import free_port
from foundation.accounts.models import User
from helpdesk.models import Ticket

SIZES = tuple(int(size) for size in os.environ.get("BENCH_TICKETS", "10000 100000 1000000").split())
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "25"))
PORT = free_port()
RESULTS = Path(__file__).parent / "results"
TOKEN = "x" * 32
DESK = "/pl/helpdesk/desk/"

Ask = Callable[[], tuple[str, str, Mapping[str, str] | None]]


class Person:
    """Somebody signed in at the served product, over one kept connection."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client(HTTP_HOST="127.0.0.1")
        self.client.force_login(user)
        self.client.cookies["csrftoken"] = TOKEN
        self.session = self.client.cookies["sessionid"].value
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=300)

    def ask(self, method: str, path: str, values: Mapping[str, str] | None) -> float:
        """Milliseconds until the whole answer is there; anything but 200 or a redirect is an error."""
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}"}
        body = None
        if values is not None:
            body = urlencode({**values, "csrfmiddlewaretoken": TOKEN})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        took = (time.perf_counter() - started) * 1000
        if answer.status != (302 if method == "POST" else 200):
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return took

    def queries(self, method: str, path: str, values: Mapping[str, str] | None) -> int:
        """How many questions the page asks the database, in this process."""
        data = {**values, "csrfmiddlewaretoken": TOKEN} if values is not None else None
        with CaptureQueriesContext(connection) as captured:
            getattr(self.client, method.lower())(path, data)
        return len(captured)


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    agent, people = _many_tickets.write_people()
    written, results = 0, []
    with served():
        for size in SIZES:
            started = time.perf_counter()
            _many_tickets.write_tickets(written + 1, size)
            written = size
            print(f"  {size:>9,} tickets, written in {time.perf_counter() - started:.0f} s")
            # Another one for each size: what one person may open in ten minutes is bounded.
            requester = people[len(results)]
            pages = _measure(agent, requester, size)
            results.append({"tickets": size, "load": os.getloadavg()[0], "pages": pages})
            keep("tickets", results)
            if size == SIZES[0]:
                keep("sockets", _sockets.measure())
    _say(results)


def _measure(agent: User, requester: User, size: int) -> dict[str, object]:
    """Median, 95th percentile and number of queries of each kind of page."""
    asks = _asks(Person(agent), Person(requester), size)
    took: dict[str, list[float]] = {name: [] for name in asks}
    for turn in range(ROUNDS + 3):
        for name, (person, ask) in asks.items():
            found = person.ask(*ask())
            if turn >= 3:  # the first ones fill caches
                took[name].append(found)
    return {
        name: {
            "median_ms": round(median(values), 2),
            "p95_ms": round(quantiles(values, n=20)[-1], 2),
            "queries": asks[name][0].queries(*asks[name][1]()),
            "raw_ms": [round(value, 2) for value in values],
        }
        for name, values in took.items()
    }


def _asks(agent: Person, requester: Person, size: int) -> dict[str, tuple[Person, Ask]]:
    served = Ticket.objects.served_by(agent.user).open().order_by("next_due_at")
    references = list(served.values_list("reference", flat=True)[:500])
    turns = iter(range(10**9))

    def next_one() -> str:
        return references[next(turns) % len(references)]

    new = {"kind": "question", "subject": "Pomiar", "body": "Czas zakładania zgłoszenia."}
    new["organisation"] = str(requester.user.memberships.get().organisation_id)
    return {
        "bare": (agent, lambda: ("GET", "/bare/", None)),
        "list": (agent, lambda: ("GET", f"{DESK}?view=all", None)),
        "detail": (agent, lambda: ("GET", f"{DESK}{next_one()}/?view=all", None)),
        "reply": (agent, lambda: ("POST", f"{DESK}{next_one()}/reply/", {"body": "Tak."})),
        "own list": (requester, lambda: ("GET", "/pl/helpdesk/", None)),
        "create": (requester, lambda: ("POST", "/pl/helpdesk/new/", new)),
        "search number": (agent, lambda: ("GET", f"{DESK}?q={next_one()}", None)),
        "search words": (
            agent,
            lambda: ("GET", f"{DESK}?q=certyfikat+integracji+{size // 2}", None),
        ),
        "search common": (agent, lambda: ("GET", f"{DESK}?q=gmina", None)),
    }


@contextmanager
def served() -> Iterator[None]:
    """One worker of the product's own WSGI server."""
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application"]
    options = [
        "-b",
        f"127.0.0.1:{PORT}",
        "--threads",
        "1",
        "--keep-alive",
        "300",
        "--log-level",
        "warning",
    ]
    server = subprocess.Popen([*command, *options, "-k", "gthread"])
    try:
        _wait()
        yield
    finally:
        server.terminate()
        server.wait(20)


def _wait() -> None:
    for _second in range(300):
        try:
            probe = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            probe.request("GET", "/healthz")
            if probe.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def _say(results: Sequence[Mapping]) -> None:
    for result in results:
        print(f"  {result['tickets']:>9,} tickets")
        for name, page in result["pages"].items():
            print(
                f"    {name:<14} median {page['median_ms']:8.1f} ms   95 % {page['p95_ms']:8.1f} ms"
                f"   {page['queries']:>3} queries"
            )
    first, last = results[0]["pages"], results[-1]["pages"]
    print(
        f"  list, most / fewest tickets: {last['list']['median_ms'] / first['list']['median_ms']:.2f}"
    )
    print(
        f"  list / bare, most tickets:   {last['list']['median_ms'] / last['bare']['median_ms']:.2f}"
    )


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
