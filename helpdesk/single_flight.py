"""The same question asked many times at once is answered once."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class SingleFlight(Generic[Answer]):
    """Joins askers of one key while its answer is on the way; nothing is kept afterwards.

    For one event loop. A key must name everything the answer depends on, the newest event included:
    who asks later than that asks another question.
    """

    def __init__(self) -> None:
        self.flying: dict[Hashable, asyncio.Future[Answer]] = {}

    async def once(self, key: Hashable, call: Callable[[], Awaitable[Answer]]) -> Answer:
        if key not in self.flying:
            self.flying[key] = asyncio.ensure_future(self._fly(key, call))
        return await asyncio.shield(self.flying[key])

    async def _fly(self, key: Hashable, call: Callable[[], Awaitable[Answer]]) -> Answer:
        try:
            return await call()
        finally:
            del self.flying[key]
