"""What leaves the desk by mail, to whom, and in which thread."""

import pytest

from foundation.accounts.models import Membership, User
from foundation.mailing.models import Notification, OutgoingMail
from helpdesk import notices
from helpdesk.actions import MailSender, add_note, assign, change_status, reply
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket


def test_a_reply_goes_to_the_requester_in_the_thread(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), subject="Kopie")
    sender = MailSender(message_id="<pytanie@dobra.test>", sender_email=cast.requester.email)
    reply(ticket, by=cast.requester, body="Jeszcze jedno.", channel="mail", sender=sender)

    message = reply(ticket, by=cast.agent, body="Tak, **można**.")

    opened, answer = OutgoingMail.objects.order_by("pk")
    assert answer.recipient == cast.requester.email
    assert answer.subject == f"[{ticket.reference}] Kopie"
    assert "Tak, **można**." in answer.body_text
    assert "<strong>można</strong>" in answer.body_html
    assert answer.headers["In-Reply-To"] == "<pytanie@dobra.test>"
    assert answer.headers["References"] == f"{opened.message_id} <pytanie@dobra.test>"
    assert "Auto-Submitted" not in answer.headers
    assert answer.headers["Reply-To"].endswith("punkt-wsparcia.test")
    assert notices.delivery_of(ticket) == {message.pk: answer}


@pytest.mark.fault("B11")
def test_a_note_is_never_sent(cast: Cast) -> None:
    """Seen failing with `add_note` calling `tell_reply`, and that refusing nothing."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    note = add_note(ticket, by=cast.agent, body="Tajna uwaga.")
    reply(ticket, by=cast.agent, body="Tak.")

    texts = [mail.body_text + mail.body_html for mail in OutgoingMail.objects.all()]
    assert not any("Tajna uwaga" in text for text in texts)
    with pytest.raises(ValueError, match="never leaves"):
        notices.tell_reply(ticket, message=note, at=note.created_at)


def test_an_incident_keeps_its_words_at_home(cast: Cast) -> None:
    ticket = make_ticket(
        cast.requester, cast.office, queue=make_desk(cast), kind="incident", subject="Szyfrowanie"
    )
    reply(ticket, by=cast.agent, body="Odłączcie serwer.")

    for mail in OutgoingMail.objects.all():
        assert "Szyfrowanie" not in mail.subject + mail.body_text + mail.body_html
        assert "Odłączcie" not in mail.body_text + mail.body_html


def test_who_left_the_office_is_told_nothing(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    Membership.objects.filter(user=cast.requester).update(state=Membership.State.ENDED)

    reply(ticket, by=cast.agent, body="Tak.")

    assert [mail.kind for mail in OutgoingMail.objects.all()] == ["helpdesk.opened"]


def test_a_status_given_by_staff_is_told_once(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))

    change_status(ticket, by=cast.agent, status="open")
    change_status(ticket, by=cast.agent, status="resolved")
    change_status(ticket, by=cast.agent, status="resolved")

    told = OutgoingMail.objects.filter(kind="helpdesk.status")
    assert [mail.headers["Auto-Submitted"] for mail in told] == ["auto-replied"]


def test_the_agent_hears_of_the_requester_inside(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    assign(ticket, by=cast.agent, assignee=cast.agent)

    reply(ticket, by=cast.requester, body="Jeszcze jedno.")

    assert [n.user for n in Notification.objects.all()] == [cast.agent]


def test_an_agent_hears_in_the_language_of_the_agent(cast: Cast) -> None:
    """Seen failing with the words of whoever acts."""
    User.objects.filter(pk=cast.agent.pk).update(language="en")
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), subject="Kopie")

    assign(ticket, by=cast.supervisor, assignee=User.objects.get(pk=cast.agent.pk))

    told = Notification.objects.filter(user=cast.agent).latest("pk")
    assert told.text == f"A ticket was given to you {ticket.reference}: Kopie"
    assert told.url == f"/en/helpdesk/desk/{ticket.reference}/"


@pytest.mark.fault("E3")
def test_a_subject_becomes_no_header(cast: Cast) -> None:
    """Seen failing with the subject kept as it was typed."""
    ticket = make_ticket(
        cast.requester, cast.office, queue=make_desk(cast), subject="Pytanie\r\nBcc: zly@zly.test"
    )

    assert ticket.subject == "Pytanie Bcc: zly@zly.test"
    assert "\n" not in OutgoingMail.objects.get().subject
