"""Who may act by mail: section A of the catalogue of faults."""

import pytest

from foundation.mailing.models import OutgoingMail
from helpdesk.actions import reply
from helpdesk.mail.tokens import read_token, reply_address
from helpdesk.models import RawMail, Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.mail.factories import make_bytes, make_domain, proof, receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    """The requester's ticket, answered once by the agent; the office's mail domain is known."""
    make_domain(cast.office)
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    reply(ticket, by=cast.agent, body="Tak, w naszej chmurze.")
    return ticket


def last_mail(ticket: Ticket) -> OutgoingMail:
    return OutgoingMail.objects.filter(subject_key=f"ticket:{ticket.reference}").first()


def state(raw: RawMail) -> tuple[str, str, str]:
    return raw.outcome, raw.why, raw.sender_grade


def test_proven_member_opens_a_ticket(cast: Cast, ticket: Ticket) -> None:
    raw = receive(make_bytes(cast.requester.email, **proof(cast.requester)))

    new = raw.ticket
    assert state(raw) == ("ticket", "proven", "domain")
    assert (new.requester, new.organisation, new.subject, new.channel) == (
        cast.requester,
        cast.office,
        "Pytanie",
        "mail",
    )
    assert raw.ticket_message.body == "Dzień dobry,\nproszę o pomoc."


def test_answer_to_our_mail_continues_the_ticket(cast: Cast, ticket: Ticket) -> None:
    sent = last_mail(ticket)
    content = make_bytes(
        cast.requester.email,
        to=sent.headers["Reply-To"],
        body="Dziękuję.\n\nW dniu 12.11.2026 o 9:00, Punkt Wsparcia pisze:\n> Tak, w naszej chmurze.\n",
        In_Reply_To=sent.message_id,
    )

    raw = receive(content)

    assert state(raw) == ("follow-up", "proven", "signed")
    assert (raw.ticket, raw.ticket_message.body) == (ticket, "Dziękuję.")
    assert (raw.ticket_message.author, raw.ticket_message.is_from_staff) == (cast.requester, False)


def test_proven_member_continues_without_token(cast: Cast, ticket: Ticket) -> None:
    headers = {"In_Reply_To": last_mail(ticket).message_id, **proof(cast.requester)}

    raw = receive(make_bytes(cast.requester.email, **headers))

    assert (state(raw), raw.ticket) == (("follow-up", "proven", "domain"), ticket)


@pytest.mark.fault("A1")
def test_forged_agent_writes_nothing_to_a_requester(cast: Cast, ticket: Ticket) -> None:
    """Seen failing with `is_proven` always true: the agent's words reached the requester."""
    before = OutgoingMail.objects.count(), ticket.messages.count()
    headers = {"In_Reply_To": last_mail(ticket).message_id}

    forged = receive(make_bytes(cast.agent.email, **headers))
    proven = receive(make_bytes(cast.agent.email, **headers, **proof(cast.agent)))

    assert state(forged) == ("parked", "unproven", "unverified")
    assert (proven.outcome, proven.why) == ("parked", "no-office")
    assert (OutgoingMail.objects.count(), ticket.messages.count()) == before


@pytest.mark.fault("A2")
@pytest.mark.parametrize(
    "results",
    [
        "",
        "evil.test; dmarc=pass header.from=urzad.test",
        "mx.punkt-wsparcia.test; dmarc=fail header.from=urzad.test",
        "mx.punkt-wsparcia.test; dmarc=pass header.from=evil.test",
        "mx.punkt-wsparcia.test; dkim=pass header.d=evil.test",
        "mx.punkt-wsparcia.test; spf=pass smtp.mailfrom=a@evil.test",
        "mx.punkt-wsparcia.test (dmarc=pass header.from=urzad.test); none",
    ],
)
def test_forged_requester_waits_for_a_person(cast: Cast, ticket: Ticket, results: str) -> None:
    """Seen failing without the comparison of the server, and with any domain counted as aligned."""
    ticket.refresh_from_db()
    before = ticket.version, OutgoingMail.objects.count(), Ticket.objects.count()
    headers = {"Authentication_Results": results} if results else {}

    opened = receive(make_bytes(cast.requester.email, **headers))
    answered = receive(
        make_bytes(cast.requester.email, In_Reply_To=last_mail(ticket).message_id, **headers)
    )

    ticket.refresh_from_db()
    assert [state(raw) for raw in (opened, answered)] == [("parked", "unproven", "unverified")] * 2
    assert (opened.ticket, answered.ticket) == (None, ticket)
    assert (ticket.version, OutgoingMail.objects.count(), Ticket.objects.count()) == before


@pytest.mark.fault("A2")
def test_only_the_topmost_result_of_our_server_counts(cast: Cast, ticket: Ticket) -> None:
    """Seen failing with `any` over all results: the sender's own line below was believed."""
    ours = b"Authentication-Results: mx.punkt-wsparcia.test; dmarc=fail header.from=urzad.test\n"
    forged = make_bytes(cast.requester.email, **proof(cast.requester))

    assert receive(ours + forged).why == "unproven"


@pytest.mark.fault("A3")
def test_number_in_the_subject_leads_nowhere(cast: Cast, ticket: Ticket) -> None:
    """Seen failing with a look-up of the subject's number in `ticket_of`."""
    subject = f"Re: [{ticket.reference}] {ticket.subject}"

    stranger = receive(make_bytes("obcy@obcy.test", subject=subject))
    requester = receive(make_bytes(cast.requester.email, subject=subject, **proof(cast.requester)))

    assert (stranger.outcome, stranger.why, stranger.ticket) == ("parked", "unknown", None)
    assert requester.outcome == "ticket"
    assert requester.ticket != ticket


@pytest.mark.fault("A3")
def test_answering_a_mail_sent_to_somebody_else_leads_nowhere(cast: Cast, ticket: Ticket) -> None:
    """Seen failing without `recipient_user=person` in `ticket_of`."""
    headers = {"In_Reply_To": last_mail(ticket).message_id, **proof(cast.colleague)}

    raw = receive(make_bytes(cast.colleague.email, **headers))

    assert raw.outcome == "ticket"
    assert raw.ticket != ticket


@pytest.mark.fault("A4")
def test_addresses_in_copy_hear_nothing(cast: Cast, ticket: Ticket) -> None:
    """Seen failing with `queue_mail` called for every recipient of the incoming mail."""
    raw = receive(make_bytes(cast.requester.email, Cc="obcy@obcy.test", **proof(cast.requester)))
    reply(raw.ticket, by=cast.agent, body="Odpowiedź")

    recipients = set(OutgoingMail.objects.values_list("recipient", flat=True))
    assert recipients == {cast.requester.email}


def test_reply_address_in_other_hands_waits_for_a_person(cast: Cast, ticket: Ticket) -> None:
    address = reply_address(ticket, cast.requester)

    colleague = receive(make_bytes(cast.colleague.email, to=address, **proof(cast.colleague)))
    stranger = receive(make_bytes("obcy@obcy.test", to=address))

    assert [raw.why for raw in (colleague, stranger)] == ["somebody-else"] * 2
    assert colleague.ticket == ticket


@pytest.mark.fault("A5")
def test_reply_address_cannot_be_guessed_changed_or_kept(
    cast: Cast, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing without the comparison of the signature, and of the day."""
    address = reply_address(ticket, cast.requester)
    local, _at, domain = address.partition("@")
    other = address.replace(f"+{ticket.pk:x}-", f"+{ticket.pk + 1:x}-")
    changed = f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}"

    assert read_token([address]).ticket_id == ticket.pk
    assert read_token([address.upper()]).user_id == cast.requester.pk
    assert [read_token([forged]) for forged in (other, changed)] == [None, None]
    assert len(local) <= 64
    monkeypatch.setattr("helpdesk.mail.tokens._today", lambda: 10**6)
    assert read_token([address]) is None


def test_person_who_left_the_office_cannot_continue(cast: Cast, ticket: Ticket) -> None:
    cast.requester.memberships.update(state="ended")

    raw = receive(make_bytes(cast.requester.email, to=reply_address(ticket, cast.requester)))

    assert (raw.outcome, raw.why) == ("parked", "no-access")


@pytest.mark.fault("A9")
@pytest.mark.parametrize(
    ("sender", "why"),
    [
        ("", "ambiguous"),
        ("<>", "ambiguous"),
        ("Jan Kowalski", "ambiguous"),
        ("a@urzad.test, b@urzad.test", "ambiguous"),
        ("Zespół: a@urzad.test, b@urzad.test;", "ambiguous"),
        ("nikt: ;", "ambiguous"),
        ("=?utf-8?q?admin=40gov=2Epl?= <zly@evil.test>", "unknown"),
        ('"admin@gov.pl" <zly@evil.test>', "unknown"),
        ("Punkt Wsparcia <pomoc@punkt-wsparcia.test>", "own"),
    ],
)
def test_strange_senders_act_for_nobody(cast: Cast, sender: str, why: str) -> None:
    """Seen failing with the first of several addresses taken, and with the display name read."""
    content = make_bytes("a@b.test").replace(b"From: a@b.test\n", f"From: {sender}\n".encode())

    assert receive(content).why == why
    assert Ticket.objects.count() == 0


@pytest.mark.fault("A9")
def test_second_from_header_makes_nobody(cast: Cast, ticket: Ticket) -> None:
    """Seen failing with only the first From header read."""
    content = make_bytes(cast.requester.email, **proof(cast.requester))

    assert receive(b"From: obcy@obcy.test\n" + content).why == "ambiguous"


@pytest.mark.fault("A9")
def test_reply_to_says_nothing_about_who_writes(cast: Cast, ticket: Ticket) -> None:
    """Seen failing with Reply-To read before From."""
    raw = receive(make_bytes("obcy@obcy.test", Reply_To=cast.requester.email))

    assert (raw.why, raw.sender_email) == ("unknown", "obcy@obcy.test")


@pytest.mark.fault("A8")
def test_stranger_gets_no_answer(cast: Cast) -> None:
    """Seen failing with an acknowledgement queued for parked mail."""
    receive(make_bytes("ofiara@obcy.test", body="Kup teraz: https://spam.test"))

    assert OutgoingMail.objects.count() == 0


@pytest.mark.fault("A8")
def test_flood_from_one_address_is_stopped(cast: Cast, ticket: Ticket) -> None:
    """Seen failing without `flood.judge` in the chain."""
    raws = [
        receive(make_bytes(cast.requester.email, **proof(cast.requester))) for _number in range(32)
    ]

    assert [raw.why for raw in raws] == ["proven"] * 30 + ["too-many"] * 2


def test_several_offices_wait_for_a_choice(cast: Cast, ticket: Ticket) -> None:
    make_domain(cast.service_centre, "cuw.test")
    cast.delegate.email = "danuta@cuw.test"
    cast.delegate.save()

    by_domain = receive(make_bytes("danuta@cuw.test", **proof(cast.delegate)))

    assert by_domain.ticket.organisation == cast.service_centre
