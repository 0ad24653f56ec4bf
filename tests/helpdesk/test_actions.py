"""Opening, answering and moving tickets."""

from foundation.mailing.models import OutgoingMail
from helpdesk.actions import reply
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket, warsaw


def test_a_question_goes_its_way(cast: Cast) -> None:
    queue = make_desk(cast)
    ticket = make_ticket(cast.requester, cast.office, queue=queue, at=warsaw(2026, 11, 10, 14, 20))
    assert ticket.first_response_due_at == warsaw(2026, 11, 12, 10, 20)
    reply(ticket, by=cast.agent, body="Tak.", status="pending", at=warsaw(2026, 11, 12, 9))
    ticket.refresh_from_db()
    assert (ticket.status, ticket.paused_at) == ("pending", warsaw(2026, 11, 12, 9))
    reply(ticket, by=cast.requester, body="Dziękuję.", at=warsaw(2026, 11, 13, 9))
    ticket.refresh_from_db()
    assert (ticket.status, ticket.paused_at) == ("open", None)
    mails = OutgoingMail.objects.order_by("pk")
    assert [m.kind for m in mails] == ["helpdesk.opened", "helpdesk.reply"]
