"""Who else reads or types is seen by those who answer the ticket, and by nobody else."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from foundation.accounts.models import User
from helpdesk import followers, presence
from helpdesk.actions import send_soon
from helpdesk.models import Presence, QueueMember, Ticket
from helpdesk.sweeps import forget_presence
from tests.cast import Cast, make_cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.tickets import one_of_each
from tests.helpdesk.websocket import Page


@pytest.fixture
async def stage(transactional_db: None) -> tuple[Cast, Ticket]:
    return await sync_to_async(_stage)()


def _stage() -> tuple[Cast, Ticket]:
    cast = make_cast()
    queue = make_desk(cast)
    QueueMember.objects.create(queue=queue, user=cast.other_agent)
    return cast, make_ticket(cast.requester, cast.office, queue=queue, is_restricted=True)


@pytest.fixture
async def look(stage) -> AsyncIterator[Callable]:
    """Open the ticket's page as a person and say what one does there."""
    _cast, ticket = stage
    opened: list[Page] = []

    async def open_page(user: User) -> Page:
        opened.append(Page(user, f"/ws/helpdesk/tickets/{ticket.reference}/?after=999999"))
        assert await opened[-1].opens()
        await opened[-1].send_input({"type": "websocket.receive", "text": '{"state": "looking"}'})
        return opened[-1]

    yield open_page
    for one in opened:
        await one.leave()


async def say(page: Page, state: str) -> None:
    await page.send_input({"type": "websocket.receive", "text": f'{{"state": "{state}"}}'})


async def until(page: Page, *expected: tuple[str, str]) -> bool:
    """Whether the page hears that exactly these people are there, within a few messages."""
    for _message in range(4):
        heard = (await page.hear()).get("present")
        if [(one["name"], one["state"]) for one in heard or []] == list(expected):
            return True
    return False


@pytest.mark.django_db(transaction=True)
async def test_agents_see_each_other_come_type_and_go(stage, look) -> None:
    cast, _ticket = stage
    mine = await look(cast.agent)
    assert (await mine.hear()) == {"present": []}

    theirs = await look(cast.other_agent)
    assert await until(mine, ("Olaf Konsultant", "looking"))
    assert await until(theirs, ("Anna Konsultantka", "looking"))
    await say(theirs, "typing")
    assert await until(mine, ("Olaf Konsultant", "typing"))
    await theirs.leave()
    assert await until(mine)


@pytest.mark.django_db(transaction=True)
async def test_words_are_in_the_language_of_the_page(stage, look) -> None:
    """Seen failing with the words in the language of the account."""
    cast, _ticket = stage
    mine = await look(cast.agent)
    await look(cast.other_agent)
    assert await until(mine, ("Olaf Konsultant", "looking"))

    said = {}
    for language in ("en", "pl", ["en"]):
        text = json.dumps({"state": "looking", "language": language})
        await mine.send_input({"type": "websocket.receive", "text": text})
        said[str(language)] = (await mine.hear())["present"][0]["words"]

    assert said == {"en": "reads it too", "pl": "też to czyta", "['en']": "też to czyta"}


@pytest.mark.django_db(transaction=True)
async def test_a_reply_about_to_be_sent_is_heard_of(stage, look) -> None:
    cast, ticket = stage
    mine = await look(cast.agent)

    await sync_to_async(send_soon)(ticket, by=cast.supervisor, body="Tak.")

    assert await until(mine, ("Sylwia Kierowniczka", "sending"))


@pytest.mark.fault("B10")
@pytest.mark.django_db(transaction=True)
async def test_the_requester_neither_sees_nor_is_seen(stage, look) -> None:
    """Seen failing with `presence.note` asking `visible_to` instead of `served_by`.

    Also with neither the consumer nor `presence.others` asking who answers the ticket.
    """
    cast, _ticket = stage
    theirs = await look(cast.requester)
    mine = await look(cast.agent)
    await say(mine, "typing")

    assert (await mine.hear()) == {"present": []}
    assert await theirs.receive_nothing(1.5)
    assert await sync_to_async(Presence.objects.filter(user=cast.requester).count)() == 0


@pytest.mark.fault("B10")
@pytest.mark.django_db(transaction=True)
async def test_a_right_that_ended_ends_presence(stage, look) -> None:
    """Seen failing with `beside` trusting the rows, and with the consumer asking nobody again."""
    cast, ticket = stage
    mine = await look(cast.agent)
    await mine.hear()
    gone = await look(cast.other_agent)
    assert await until(mine, ("Olaf Konsultant", "looking"))
    while not await gone.receive_nothing(1):
        await gone.hear()

    await sync_to_async(QueueMember.objects.filter(user=cast.other_agent).delete)()
    await say(gone, "typing")
    await say(mine, "typing")

    assert await until(mine)
    assert await gone.receive_nothing(1.5)
    assert await sync_to_async(presence.others)(ticket, cast.other_agent, at=timezone.now()) == []


@pytest.mark.fault("B10")
def test_who_may_be_present_is_who_may_answer(cast: Cast) -> None:
    """Seen failing when `agents_of` forgets supervisors, or names the requester among the agents."""
    of_staff = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    of_staff.requester = cast.supervisor
    of_staff.save()
    for ticket in [of_staff, *one_of_each(cast)]:
        serving = set(followers.agents_of(ticket))
        for role in Cast.ROLES[1:]:
            person = cast.person(role)
            is_served = Ticket.objects.served_by(person).filter(pk=ticket.pk).exists()
            assert (role, person in serving) == (role, is_served)


def test_who_misses_two_renewals_has_left(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    at = timezone.now()
    presence.note(ticket.pk, cast.supervisor, state="looking", at=at)

    def seen(moment) -> int:
        return len(presence.others(ticket, cast.agent, at=moment))

    assert (seen(at + timedelta(seconds=30)), seen(at + timedelta(seconds=41))) == (1, 0)
    forget_presence(at=at + timedelta(days=1, seconds=1))
    assert Presence.objects.count() == 0
