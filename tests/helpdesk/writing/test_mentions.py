"""Mentions: agents called by name in a note, told so, and nothing that stands in it."""

import pytest

from foundation.mailing.actions import choose_channels
from foundation.mailing.models import Notification, OutgoingMail
from helpdesk.actions import (
    add_note,
    reply,
    watch,
)
from helpdesk.models import Mention, Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.writing.factories import mails

SECRET = "Hasło do serwera: wiosna"


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    return make_ticket(cast.requester, cast.office, queue=make_desk(cast), subject="Kopie zapasowe")


def everything_sent() -> str:
    sent = [f"{m.subject} {m.body_text} {m.body_html}" for m in OutgoingMail.objects.all()]
    return " ".join(sent + [n.text for n in Notification.objects.all()])


def test_a_name_in_a_note_calls_its_agent(cast: Cast, ticket: Ticket) -> None:
    note = add_note(ticket, by=cast.supervisor, body=f"@anna konsultantka, zobacz. {SECRET}")

    assert [mention.user for mention in note.mentions.all()] == [cast.agent]
    told = Notification.objects.get(kind="helpdesk.mention")
    assert (told.user, told.url) == (cast.agent, ticket.get_absolute_url())
    assert told.text == f"Sylwia Kierowniczka wspomina o Tobie w notatce: {ticket.reference}"
    assert [mail.recipient_user for mail in mails("mention")] == [cast.agent]


@pytest.mark.parametrize(
    "body",
    [
        "@Ryszard Zgłaszający", "@Olaf Konsultant", "@Kazimierz Koordynator", "Anna Konsultantka",
        "@Anna Konsultantkaa", "x@Anna Konsultantka", "@Sylwia Kierowniczka",
    ],
)  # fmt: skip
def test_nobody_else_is_called(cast: Cast, ticket: Ticket, body: str) -> None:
    """Requester, agents of other queues, members, the author, and what is no name."""
    add_note(ticket, by=cast.supervisor, body=body)

    assert not Mention.objects.exists()
    assert mails("mention") == []


def test_a_public_reply_calls_nobody(cast: Cast, ticket: Ticket) -> None:
    reply(ticket, by=cast.supervisor, body="@Anna Konsultantka odpowie.")

    assert not Mention.objects.exists()


def test_mail_of_a_mention_follows_the_preference(cast: Cast, ticket: Ticket) -> None:
    choose_channels({"helpdesk.mention": "digest"}, by=cast.agent)

    add_note(ticket, by=cast.supervisor, body="@Anna Konsultantka")

    assert mails("mention") == []
    assert Notification.objects.filter(user=cast.agent, kind="helpdesk.mention").count() == 1


@pytest.mark.fault("B11")
def test_words_of_a_note_and_of_a_restricted_ticket_never_travel(cast: Cast) -> None:
    """Fails when the mail of a mention carries the note's text, or the subject."""
    ticket = make_ticket(
        cast.requester, cast.office, queue=make_desk(cast), subject="Wyciek danych", kind="incident"
    )
    watch(ticket, by=cast.supervisor)

    add_note(ticket, by=cast.supervisor, body=f"@Anna Konsultantka {SECRET}")
    reply(ticket, by=cast.agent, body="Odłączcie serwer od sieci.")

    said = everything_sent()
    for word in (SECRET, "Wyciek danych", "Odłączcie serwer"):
        assert word not in said
