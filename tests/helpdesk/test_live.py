"""News reach open pages, from this process and from others, and stop with the right to them."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connection

from foundation.accounts.models import User
from helpdesk import live
from helpdesk.actions import add_note, move_queue, reply
from helpdesk.models import QueueMember, Ticket, TicketEvent
from tests.cast import Cast, make_cast
from tests.helpdesk.factories import make_desk, make_queue, make_ticket
from tests.helpdesk.websocket import Page
from tests.patience import SECONDS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def stage(transactional_db: None) -> tuple[Cast, Ticket]:
    return await sync_to_async(_stage)()


def _stage() -> tuple[Cast, Ticket]:
    cast = make_cast()
    return cast, make_ticket(cast.requester, cast.office, queue=make_desk(cast))


@pytest.fixture
async def page() -> AsyncIterator[Callable]:
    """Open pages that are closed after the test."""
    opened: list[Page] = []

    async def open_page(user: User, path: str) -> Page:
        opened.append(Page(user, path))
        assert await opened[-1].opens()
        return opened[-1]

    yield open_page
    for one in opened:
        await one.leave()


async def after_all(ticket: Ticket) -> int:
    return await sync_to_async(live.latest_event)()


def address(ticket: Ticket, after: int) -> str:
    return f"/ws/helpdesk/tickets/{ticket.reference}/?after={after}"


async def test_the_requester_hears_of_a_reply(stage, page) -> None:
    cast, ticket = stage
    open_page = await page(cast.requester, address(ticket, await after_all(ticket)))

    await sync_to_async(reply)(ticket, by=cast.agent, body="Tak.")

    news = await open_page.hear()
    assert news["messages"] == 1


async def test_a_page_that_was_away_hears_what_it_missed(stage, page) -> None:
    cast, ticket = stage
    last = await after_all(ticket)
    await sync_to_async(reply)(ticket, by=cast.agent, body="Tak.")

    open_page = await page(cast.requester, address(ticket, last))

    assert (await open_page.hear())["messages"] == 1


@pytest.mark.fault("B11")
async def test_a_note_is_no_news_to_the_requester(stage, page) -> None:
    """Seen failing with `TicketEvent.visible_to` letting notes through."""
    cast, ticket = stage
    last = await after_all(ticket)
    theirs = await page(cast.requester, address(ticket, last))
    ours = await page(cast.agent, address(ticket, last))

    await sync_to_async(add_note)(ticket, by=cast.agent, body="Uwaga.")

    assert (await ours.hear())["messages"] == 1
    assert await theirs.receive_nothing(1)


@pytest.mark.fault("B10")
async def test_only_those_who_may_read_may_listen(stage) -> None:
    """Seen failing with `TicketConsumer.allows` looking among all tickets."""
    cast, ticket = stage
    may = ("requester", "coordinator", "delegate", "agent", "supervisor", "administrator")
    staff = ("agent", "other_agent", "supervisor", "administrator")

    for role in Cast.ROLES:
        opened = []
        for path in (address(ticket, 0), DESK):
            open_page = Page(cast.person(role), path)
            opened.append(await open_page.opens())
            await open_page.leave()
        assert (role, *opened) == (role, role in may, role in staff)


DESK = "/ws/helpdesk/desk/?after=0"


@pytest.mark.fault("B10")
async def test_a_right_that_ended_ends_the_news(stage, page) -> None:
    """Seen failing with `pass_on` that never closes."""
    cast, ticket = stage
    open_page = await page(cast.agent, address(ticket, await after_all(ticket)))
    await sync_to_async(QueueMember.objects.all().delete)()

    await sync_to_async(reply)(ticket, by=cast.supervisor, body="Tak.")

    closed = await open_page.receive_output(SECONDS)
    assert (closed["type"], closed["code"]) == ("websocket.close", 4403)


@pytest.mark.fault("B10")
async def test_a_ticket_moved_away_ends_the_news(stage, page) -> None:
    """Seen failing with the consumer keeping what it found when it connected."""
    cast, ticket = stage
    open_page = await page(cast.agent, address(ticket, await after_all(ticket)))
    elsewhere = await sync_to_async(make_queue)(cast.other_agent)

    await sync_to_async(move_queue)(ticket, by=cast.agent, queue=elsewhere)

    assert (await open_page.receive_output(SECONDS))["type"] == "websocket.close"


@pytest.mark.fault("B10")
async def test_the_desk_hears_of_its_own_queues_only(stage, page) -> None:
    """Seen failing with `DeskConsumer.news` reading events of all tickets."""
    cast, ticket = stage
    last = await after_all(ticket)
    ours = await page(cast.agent, f"/ws/helpdesk/desk/?after={last}")
    others = await page(cast.other_agent, f"/ws/helpdesk/desk/?after={last}")

    await sync_to_async(reply)(ticket, by=cast.requester, body="Jeszcze jedno.")

    assert (await ours.hear())["tickets"] == [ticket.reference]
    assert await others.receive_nothing(1)


async def test_an_event_committed_late_is_not_lost(stage) -> None:
    """A number given earlier may be committed later; the overlap reads it."""
    _cast, ticket = stage
    last = await after_all(ticket)
    reader = live.Reader()
    heard: list[int] = []

    async def listener(news) -> None:
        heard.extend(item.event_id for item in news)

    await reader.add(listener)
    await sync_to_async(_event_numbered)(ticket, last + 5)
    await _until(lambda: heard == [last + 5])
    await sync_to_async(_event_numbered)(ticket, last + 3)
    await _until(lambda: heard == [last + 5, last + 3])
    await reader.remove(listener)

    assert heard == [last + 5, last + 3]


def _event_numbered(ticket: Ticket, number: int) -> None:
    TicketEvent.objects.create(pk=number, ticket=ticket, verb=TicketEvent.Verb.REPLIED)


async def _until(is_so: Callable[[], bool]) -> None:
    for _moment in range(int(SECONDS / 0.1)):
        if is_so():
            return
        await asyncio.sleep(0.1)


ELSEWHERE = """
import sys, django
django.setup()
from django.conf import settings
from django.db import connections
connections["default"].close()
connections["default"].settings_dict["NAME"] = sys.argv[1]
from foundation.accounts.models import User
from helpdesk.actions import reply
from helpdesk.models import Ticket
ticket = Ticket.objects.get(reference=sys.argv[2])
reply(ticket, by=User.objects.get(pk=sys.argv[3]), body="Z poczty.", channel="mail")
"""


async def test_a_reply_from_another_process_is_heard(stage, page) -> None:
    """What `receive_mail` writes in a process of its own is seen within two seconds of its commit."""
    cast, ticket = stage
    open_page = await page(cast.agent, address(ticket, await after_all(ticket)))
    name = str(connection.settings_dict["NAME"])
    arguments = [name, ticket.reference, str(cast.requester.pk)]

    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ELSEWHERE, *arguments, cwd=settings.BASE_DIR, stderr=subprocess.PIPE
    )
    _out, errors = await process.communicate()

    assert process.returncode == 0, errors.decode()
    assert (await open_page.hear())["messages"] == 1
