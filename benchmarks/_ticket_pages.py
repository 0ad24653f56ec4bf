"""Pages of the help desk and the bare list in turn, over one connection each to one server.

Raw figures go to `benchmarks/results/`.
"""

import os
import time
from collections.abc import Callable, Mapping, Sequence

from django.core.management import call_command

from benchmarks import _many_tickets, _sockets
from benchmarks._served import Person, served
from benchmarks._turns import Figures, in_turn, keep, say, times
from foundation.accounts.models import User
from helpdesk.models import Ticket

SIZES = tuple(int(size) for size in os.environ.get("BENCH_TICKETS", "10000 100000 1000000").split())
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "25"))
DESK = "/pl/helpdesk/desk/"

Ask = Callable[[], tuple[str, str, Mapping[str, str] | None]]


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
            say(pages)
            results.append({"tickets": size, "load": os.getloadavg()[0], "pages": pages})
            keep("tickets", results)
            if size == SIZES[0]:
                keep("sockets", _sockets.measure())
    _compare(results)


def _measure(agent: User, requester: User, size: int) -> dict[str, Figures]:
    """Median, 95th percentile and number of queries of each kind of page."""
    asks = _asks(Person(agent), Person(requester), size)
    pages = in_turn(
        {
            name: lambda person=person, ask=ask: person.ask(*ask())
            for name, (person, ask) in asks.items()
        },
        ROUNDS,
    )
    for name, (person, ask) in asks.items():
        pages[name]["queries"] = person.queries(*ask())
    return pages


def _asks(agent: Person, requester: Person, size: int) -> dict[str, tuple[Person, Ask]]:
    served_here = Ticket.objects.served_by(agent.user).open().order_by("next_due_at")
    references = list(served_here.values_list("reference", flat=True)[:500])
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


def _compare(results: Sequence[Mapping]) -> None:
    first, last = results[0]["pages"], results[-1]["pages"]
    print(f"  list, most / fewest tickets: {times(last, first, 'list', 'list'):.2f} (at most 1.2)")
    print(f"  list / bare, most tickets:   {times(last, last, 'list', 'bare'):.2f} (at most 1.5)")
