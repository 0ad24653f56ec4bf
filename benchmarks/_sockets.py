"""A thousand open pages of the desk hear of one reply: how long until the last of them does?

One ASGI process, a hundred signed-in sessions of sixty agents with ten tabs each or more, as many as
needed; the event is written by this process, so it takes the way of the database.
"""

import asyncio
import os
import subprocess
import sys
import time
from statistics import median

from asgiref.sync import sync_to_async
from django.test import Client
from websockets.asyncio.client import ClientConnection, connect

from benchmarks._many_tickets import AGENTS
from benchmarks._ports import free_port
from foundation.accounts.models import User
from helpdesk import live
from helpdesk.actions import reply
from helpdesk.models import Ticket

PORT = free_port()
PAGES = int(os.environ.get("BENCH_SOCKETS", "1000"))
ROUNDS = 5


def measure() -> dict[str, object]:
    """Seconds from the commit of a reply until the median and the last page heard of it."""
    command = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--port", str(PORT)]
    server = subprocess.Popen([*command, "--log-level", "warning", "--lifespan", "off"])
    try:
        return asyncio.run(_measure())
    finally:
        server.terminate()
        server.wait(20)


async def _measure() -> dict[str, object]:
    # Every agent of the queue is told: the ticket is one that all of them serve.
    sessions = await sync_to_async(_sessions)()
    last = await sync_to_async(live.latest_event)()
    pages = [await _open(sessions[place % len(sessions)], last) for place in range(PAGES)]
    rounds = []
    for _round in range(ROUNDS):
        waiting = [asyncio.create_task(_hear(page)) for page in pages]
        await asyncio.sleep(0.3)
        committed = await sync_to_async(_reply)()
        heard = await asyncio.gather(*waiting)
        rounds.append(sorted(moment - committed for moment in heard))
    for page in pages:
        await page.close()
    result = {
        "pages": PAGES,
        "people": len(sessions),
        "median_s": round(median(one[len(one) // 2] for one in rounds), 3),
        "last_s": round(median(one[-1] for one in rounds), 3),
        "worst_s": round(max(one[-1] for one in rounds), 3),
        "rounds": [[round(value, 3) for value in one[:: max(1, PAGES // 100)]] for one in rounds],
    }
    print(
        f"  {PAGES} open pages of {len(sessions)} people: half heard within {result['median_s']} s,"
        f" all within {result['last_s']} s (worst of {ROUNDS}: {result['worst_s']} s)"
    )
    return result


def _sessions() -> list[str]:
    """Signed-in sessions of the agents who serve the queue of the ticket that is answered."""
    found = []
    for agent in _agents():
        client = Client()
        client.force_login(agent)
        found.append(client.cookies["sessionid"].value)
    return found


def _agents() -> list[User]:
    queue = _ticket().queue
    return list(User.objects.filter(queue_places__queue=queue).order_by("pk")[:AGENTS])


def _ticket() -> Ticket:
    return Ticket.objects.open().order_by("pk").select_related("queue").first()


def _reply() -> float:
    reply(_ticket(), by=_agents()[0], body="Odpowiedź.")
    return time.monotonic()


async def _open(session: str, after: int) -> ClientConnection:
    """A page's socket, retried while the server starts."""
    address = f"ws://127.0.0.1:{PORT}/ws/helpdesk/desk/?after={after}"
    headers = {"Cookie": f"sessionid={session}", "Origin": f"http://127.0.0.1:{PORT}"}
    for _try in range(150):
        try:
            return await connect(address, additional_headers=headers, open_timeout=60)
        except OSError:
            await asyncio.sleep(0.2)
    raise RuntimeError("the server did not start")


async def _hear(page: ClientConnection) -> float:
    await page.recv()
    return time.monotonic()
