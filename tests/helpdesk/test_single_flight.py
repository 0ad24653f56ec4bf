"""Many who ask the same at once get one answer; who asks later gets a new one."""

import asyncio

import pytest

from helpdesk.single_flight import SingleFlight


async def test_one_answer_for_all_who_ask_at_once() -> None:
    flights, calls = SingleFlight(), []

    async def call() -> int:
        calls.append(1)
        await asyncio.sleep(0)
        return len(calls)

    together = await asyncio.gather(*(flights.once("a", call) for _asker in range(5)))
    later = await flights.once("a", call)
    other = await flights.once("b", call)

    assert (together, later, other, flights.flying) == ([1] * 5, 2, 3, {})


async def test_an_asker_who_leaves_takes_the_answer_from_nobody() -> None:
    flights, go = SingleFlight(), asyncio.Event()

    async def call() -> str:
        await go.wait()
        return "answer"

    first, second = (asyncio.ensure_future(flights.once("a", call)) for _asker in range(2))
    await asyncio.sleep(0)
    first.cancel()
    go.set()

    assert await second == "answer"


async def test_a_failure_reaches_all_and_is_not_kept() -> None:
    flights = SingleFlight()

    async def call() -> None:
        raise LookupError("away")

    failures = await asyncio.gather(
        *(flights.once("a", call) for _asker in range(2)), return_exceptions=True
    )

    assert [type(failure) for failure in failures] == [LookupError] * 2
    with pytest.raises(LookupError):
        await flights.once("a", call)
