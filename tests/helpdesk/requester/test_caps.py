"""A flood from one person ends by itself, kindly and visibly; nobody else is slowed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from helpdesk.caps import MOST
from helpdesk.models import Draft, Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_queue, make_ticket, warsaw

AT = warsaw(2026, 11, 27, 10)


@pytest.mark.fault("D6")
def test_a_hundred_tickets_in_a_minute(cast: Cast) -> None:
    """Seen failing with `open_ticket` without the call of `refuse_flood`: all hundred are opened."""
    queue, refused = make_queue(cast.agent), []
    for second in range(100):
        try:
            make_ticket(
                cast.requester, cast.office, queue=queue, at=AT + timedelta(seconds=second // 2)
            )
        except ValidationError as error:
            refused += error.messages

    assert (Ticket.objects.count(), len(refused)) == (MOST, 100 - MOST)
    assert "Następne można wysłać o 10:11." in refused[0]
    numbers = sorted(Ticket.objects.values_list("reference", flat=True))
    assert numbers == [f"PW-2026-{number:06d}" for number in range(1, MOST + 1)]
    make_ticket(cast.colleague, cast.office, queue=queue, at=AT)
    make_ticket(
        cast.agent, cast.office, queue=queue, requester=cast.requester, channel="phone", at=AT
    )
    make_ticket(cast.requester, cast.office, queue=queue, at=AT + timedelta(minutes=11))


def test_what_was_written_is_not_lost(cast: Cast, client: Client) -> None:
    queue = make_queue(cast.agent)
    for _number in range(MOST):
        make_ticket(cast.requester, cast.office, queue=queue)
    client.force_login(cast.requester)
    data = {"kind": "question", "body": "Jeszcze jedna sprawa", "organisation": cast.office.pk}

    page = client.post("/pl/helpdesk/new/", data).content.decode()

    assert "Jeszcze jedna sprawa</textarea>" in page
    assert "Jeśli to jedna sprawa, opisz ją w jednym zgłoszeniu." in page
    assert Draft.objects.get().fields["body"] == "Jeszcze jedna sprawa"
