"""News of tickets for open pages: the database is the source, the channel layer shortens the wait.

Each ASGI process reads new events every half second while somebody has a page open, whoever wrote
them: a view, the worker, `receive_mail` in a process of its own. Events get their numbers before they
are committed, so the last half minute is read again each time and what was seen before is dropped.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from weakref import WeakKeyDictionary

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.db import DatabaseError
from django.utils import timezone

from helpdesk.models import Presence, TicketEvent
from helpdesk.single_flight import SingleFlight

GROUP = "helpdesk.news"
INTERVAL = 0.5  # seconds
OVERLAP = 30.0  # seconds; longer than any transaction of ours
PRESENCE_OVERLAP = timedelta(seconds=10)
AFTER_FAILURE = 5.0  # seconds

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class News:
    """One event, or 0 where somebody came to a ticket or left: whom it may concern, never what it says."""

    event_id: int
    ticket_id: int
    queue_id: int = 0


Listener = Callable[[Sequence[News]], Awaitable[None]]


def wake() -> None:
    """Tell the readers of all processes that there is something to read; nothing depends on it."""
    async_to_sync(get_channel_layer().group_send)(GROUP, {"type": "news"})


class Reader:
    """Reads for one event loop, while it has listeners."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self.tasks: list[asyncio.Task] = []
        self.woken = asyncio.Event()
        self.seen: dict[int, float] = {}
        self.answers = SingleFlight()
        self.marks: deque[tuple[float, int]] = deque()
        self.present: dict[int, datetime] = {}

    async def add(self, listener: Listener) -> None:
        if not self.listeners:
            self.marks = deque([(monotonic(), await database_sync_to_async(latest_event)())])
            self.tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._hear())]
        self.listeners.add(listener)

    async def remove(self, listener: Listener) -> None:
        self.listeners.discard(listener)
        if self.listeners:
            return
        for task in self.tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self.tasks = []

    async def _read(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.woken.wait(), INTERVAL)
            self.woken.clear()
            try:
                await self._tell([*await self._fresh(), *await self._comings_and_goings()])
            except DatabaseError:
                logger.exception("Reading news of tickets failed; trying again")
                await asyncio.sleep(AFTER_FAILURE)

    async def _fresh(self) -> list[News]:
        """Events nobody here has seen yet, from half a minute back."""
        now = monotonic()
        while len(self.marks) > 1 and self.marks[1][0] < now - OVERLAP:
            self.marks.popleft()
        floor = self.marks[0][1]
        fresh = [news for news in await events_after(floor) if news.event_id not in self.seen]
        self.seen = {key: since for key, since in self.seen.items() if key > floor}
        self.seen |= {news.event_id: now for news in fresh}
        if fresh:
            self.marks.append((now, max(news.event_id for news in fresh)))
        return fresh

    async def _comings_and_goings(self) -> list[News]:
        """Tickets at which somebody's presence changed and nobody here was told yet."""
        rows = await presences_after(timezone.now() - PRESENCE_OVERLAP)
        fresh = [ticket for key, ticket, at in rows if self.present.get(key) != at]
        self.present = {key: at for key, _ticket, at in rows}
        return [News(0, ticket) for ticket in set(fresh)]

    async def _tell(self, news: Sequence[News]) -> None:
        if not news:
            return
        told = [listener(news) for listener in tuple(self.listeners)]
        for failure in await asyncio.gather(*told, return_exceptions=True):
            if isinstance(failure, Exception):
                logger.error("An open page could not be told", exc_info=failure)

    async def _hear(self) -> None:
        """Wait for `wake` of any process; without a working layer the half second remains."""
        layer = get_channel_layer()
        while True:
            try:
                channel = await layer.new_channel()
                await layer.group_add(GROUP, channel)
                while True:
                    await layer.receive(channel)
                    self.woken.set()
            except OSError:
                logger.warning("The channel layer is away: news arrive within half a second")
                await asyncio.sleep(AFTER_FAILURE)


_readers: WeakKeyDictionary[asyncio.AbstractEventLoop, Reader] = WeakKeyDictionary()


def reader() -> Reader:
    """The reader of the running event loop."""
    return _readers.setdefault(asyncio.get_running_loop(), Reader())


def latest_event() -> int:
    """The number of the newest event of all, 0 where nothing happened yet."""
    return TicketEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@database_sync_to_async
def events_after(event_id: int) -> list[News]:
    events = TicketEvent.objects.filter(pk__gt=event_id).order_by("pk")
    return [News(*row) for row in events.values_list("pk", "ticket_id", "ticket__queue_id")[:1000]]


@database_sync_to_async
def presences_after(moment: datetime) -> list[tuple[int, int, datetime]]:
    """Key, ticket and moment of every presence that changed after `moment`."""
    rows = Presence.objects.filter(changed_at__gt=moment)
    return list(rows.values_list("pk", "ticket_id", "changed_at")[:1000])
