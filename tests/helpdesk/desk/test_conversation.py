"""The conversation stays readable: what happened a lot between two messages is folded together."""

from django.test import Client

from helpdesk import conversation
from helpdesk.actions import reply, set_priority
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket


def test_many_events_in_a_row_are_folded_and_the_newest_stay(cast: Cast, client: Client) -> None:
    """Seen failing with `groups` folding none."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    for priority in ("high", "normal", "urgent"):
        set_priority(ticket, by=cast.agent, priority=priority)
    reply(ticket, by=cast.agent, body="Sprawdzam.")
    for priority in ("low", "normal", "high", "urgent", "low", "normal", "high"):
        set_priority(ticket, by=cast.agent, priority=priority)
    client.force_login(cast.agent)

    talk = conversation.read(ticket, cast.agent, for_staff=True)

    sizes = [len(group) for group in talk.groups]
    assert [size for size in sizes if size > 1] == [6]
    assert sum(sizes) == len(talk.entries)
    assert [entry for group in talk.groups for entry in group] == list(talk.entries)
    page = client.get(f"/pl/helpdesk/desk/{ticket.reference}/").content.decode()
    assert page.count('<details class="events">') == 1
    assert "6 wcześniejszych zdarzeń" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert page.count('class="event"') == sum(entry.message is None for entry in talk.entries)
