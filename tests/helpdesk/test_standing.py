"""Where a ticket stands, as its requester and its agent read it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from helpdesk.actions import change_status, close
from helpdesk.models import Ticket
from helpdesk.transitions import REOPEN_WITHIN
from helpdesk.wording import Standing
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "name"), [("requester", "ticket"), ("agent", "desk_ticket")])
def test_no_moment_is_promised_while_the_clock_stands(
    cast: Cast, client: Client, role: str, name: str
) -> None:
    """Seen failing with the deadline shown as before; it moves with every hour of waiting."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    client.force_login(cast.person(role))
    address = reverse(f"helpdesk:{name}", args=[ticket.reference])
    due = f'<b class="num">{Standing(ticket).due}</b>'
    running = client.get(address).content.decode()
    change_status(ticket, by=cast.agent, status="pending")

    stopped = client.get(address).content.decode()

    assert (running.count(due), stopped.count(due)) == (1, 0)
    assert ("termin wstrzymany</" in running, "termin wstrzymany<" in stopped) == (False, True)


def test_a_closed_ticket_says_until_when_it_can_be_opened_again(cast: Cast) -> None:
    """Seen failing with one sentence for all closed tickets."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    close(ticket, by=cast.requester)
    ticket = Ticket.objects.get()
    now = timezone.now()

    fresh, old = (Standing(ticket, at).sentence for at in (now, now + REOPEN_WITHIN * 2))

    assert fresh.startswith("Możesz je otworzyć ponownie do ")
    assert old == "To zgłoszenie jest zakończone. Nowa sprawa to nowe zgłoszenie."
