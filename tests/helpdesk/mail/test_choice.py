"""A requester who wants no mail at once still hears of an answer."""

import pytest

from foundation.mailing.kinds import mail_kinds
from foundation.mailing.models import Notification, OutgoingMail, Preference
from helpdesk import notices
from helpdesk.actions import reply
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket


@pytest.mark.parametrize("channel", ["mail", "digest", "app"])
def test_answer_is_told_as_chosen(cast: Cast, channel: str) -> None:
    Preference.objects.create(user=cast.requester, kind=notices.REPLY, channel=channel)
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))

    reply(ticket, by=cast.agent, body="Tak.")

    mails = OutgoingMail.objects.filter(kind=notices.REPLY).count()
    note = Notification.objects.get(user=cast.requester)
    assert mails == (1 if channel == "mail" else 0)
    assert (note.text, note.url) == (
        f"Nowości w Twoim zgłoszeniu {ticket.reference}: {ticket.subject}",
        f"/pl/helpdesk/tickets/{ticket.reference}/",
    )


def test_requester_may_choose(db: None) -> None:
    assert {notices.REPLY, notices.STATUS} <= {kind.code for kind in mail_kinds()}
