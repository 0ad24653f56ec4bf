"""A reply waits ten seconds, may be taken back, is sent once; drafts outlive browser and worker."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.mailing.models import Notification, OutgoingMail
from helpdesk.actions import (
    BeingAnswered,
    Outdated,
    keep_draft,
    keep_upload,
    move_queue,
    reply,
    send,
    send_again,
    send_soon,
    take_back,
)
from helpdesk.models import Draft, Message, Ticket, UnsentReply
from helpdesk.sweeps import send_replies
from tests.cast import Cast
from tests.files.factories import make_file
from tests.helpdesk.factories import make_desk, make_queue, make_ticket

SECOND = timedelta(seconds=1)


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    return make_ticket(cast.requester, cast.office, queue=make_desk(cast))


def after_ten_seconds(unsent: UnsentReply):
    return unsent.written_at + 10 * SECOND


def bodies(ticket: Ticket) -> list[str]:
    return list(ticket.messages.public().values_list("body", flat=True))[1:]


def test_nothing_is_said_for_ten_seconds(cast: Cast, ticket: Ticket) -> None:
    mails = OutgoingMail.objects.count()
    unsent = send_soon(ticket, by=cast.agent, body="Tak.", status="pending")

    swept = send_replies(at=after_ten_seconds(unsent) - SECOND)

    ticket.refresh_from_db()
    assert (swept, bodies(ticket), ticket.status) == (0, [], "new")
    assert OutgoingMail.objects.count() == mails


def test_then_it_is_sent_once_with_its_status_and_files(cast: Cast, ticket: Ticket) -> None:
    file = make_file(by=cast.agent)
    unsent = send_soon(ticket, by=cast.agent, body="Tak.", status="pending", files=[file])

    send_replies(at=after_ten_seconds(unsent))
    send_replies(at=after_ten_seconds(unsent) + 60 * SECOND)

    ticket.refresh_from_db()
    assert (bodies(ticket), ticket.status) == (["Tak."], "pending")
    assert [a.file for a in ticket.messages.last().attachments.all()] == [file]
    assert UnsentReply.objects.count() == 0


def test_taken_back_it_is_a_draft_with_its_files(cast: Cast, ticket: Ticket) -> None:
    file = make_file(by=cast.agent)
    unsent = send_soon(ticket, by=cast.agent, body="Tak.", files=[file])
    keep_draft("reply", {"body": "I jeszcze."}, by=cast.agent, ticket=ticket)

    draft = take_back(unsent, by=cast.agent)

    assert send(unsent, at=after_ten_seconds(unsent)) is None
    assert (bodies(ticket), draft.body, [*draft.files.all()]) == ([], "Tak.\n\nI jeszcze.", [file])
    with pytest.raises(ValidationError, match="Za późno"):
        take_back(unsent, by=cast.agent)


def test_only_its_author_takes_it_back(cast: Cast, ticket: Ticket) -> None:
    unsent = send_soon(ticket, by=cast.agent, body="Tak.")

    for act in (take_back, send_again):
        with pytest.raises(PermissionDenied):
            act(unsent, by=cast.supervisor)
    with pytest.raises(PermissionDenied):
        send_soon(ticket, by=cast.other_agent, body="Nie moje.")


@pytest.mark.fault("F4")
def test_a_second_answer_is_stopped_before_sending(cast: Cast, ticket: Ticket, client) -> None:
    """Seen failing, with the constraint of the table as an error page, when `send_soon` does not look."""
    send_soon(ticket, by=cast.agent, body="Pierwsza.")
    client.force_login(cast.supervisor)
    address = reverse("helpdesk:desk_reply", args=[ticket.reference])

    page = client.post(address, {"body": "Druga.", "version": ticket.version}).content.decode()

    assert "Pierwsza." in page
    assert "Druga.</textarea>" in page
    assert [unsent.body for unsent in UnsentReply.objects.all()] == ["Pierwsza."]
    with pytest.raises(BeingAnswered):
        send_soon(ticket, by=cast.supervisor, body="Druga.")


@pytest.mark.fault("F4")
def test_a_reply_overtaken_by_the_requester_is_set_aside(cast: Cast, ticket: Ticket) -> None:
    """Seen failing when `_send` does not pass on the version that the author saw."""
    unsent = send_soon(ticket, by=cast.agent, body="Tak.")
    reply(ticket, by=cast.requester, body="Już nieważne.")

    send_replies(at=after_ten_seconds(unsent))

    unsent.refresh_from_db()
    assert (bodies(ticket), unsent.state) == (["Już nieważne."], "parked")
    assert Notification.objects.filter(user=cast.agent).count() == 1
    again = send_again(unsent, by=cast.agent)
    send_replies(at=after_ten_seconds(again))
    assert bodies(ticket) == ["Już nieważne.", "Tak."]


def test_a_right_that_ended_meanwhile_sets_it_aside(cast: Cast, ticket: Ticket) -> None:
    unsent = send_soon(ticket, by=cast.agent, body="Tak.")
    move_queue(ticket, by=cast.supervisor, queue=make_queue(cast.other_agent))

    send_replies(at=after_ten_seconds(unsent))

    unsent.refresh_from_db()
    assert (bodies(ticket), unsent.state) == ([], "parked")


def test_an_outdated_page_is_told_at_once(cast: Cast, ticket: Ticket) -> None:
    reply(ticket, by=cast.requester, body="Jeszcze jedno.")

    with pytest.raises(Outdated):
        send_soon(ticket, by=cast.agent, body="Tak.", version=ticket.version)


@pytest.mark.fault("B10")
def test_the_requester_sees_nothing_until_it_is_sent(cast: Cast, ticket: Ticket, client) -> None:
    """Seen failing when `UnsentReply.visible_to` follows `Ticket.visible_to`."""
    send_soon(ticket, by=cast.agent, body="Jeszcze nie wysłane.")
    keep_draft("reply", {"body": "Szkic kierowniczki."}, by=cast.supervisor, ticket=ticket)

    for role in ("requester", "coordinator", "delegate"):
        person = cast.person(role)
        client.force_login(person)
        page = client.get(ticket.get_absolute_url()).content.decode()
        assert "Jeszcze nie wysłane." not in page
        assert "Sylwia" not in page
        assert not UnsentReply.objects.visible_to(person).exists()
        assert not Draft.objects.visible_to(person).exists()


@pytest.mark.fault("F9")
def test_a_draft_outlives_the_browser(cast: Cast, ticket: Ticket) -> None:
    """Seen failing with `desk_draft` keeping the text in the session: another browser has another."""
    address = reverse("helpdesk:desk_draft", args=[ticket.reference])
    page = reverse("helpdesk:desk_ticket", args=[ticket.reference])
    one, another, colleague = Client(), Client(), Client()
    one.force_login(cast.agent)
    another.force_login(cast.agent)
    colleague.force_login(cast.supervisor)

    assert one.post(address, {"kind": "reply", "body": "Zacz"}).status_code == 204
    assert one.post(address, {"kind": "reply", "body": "Zaczęte <b>"}).status_code == 204

    assert "Zaczęte &lt;b&gt;</textarea>" in another.get(page).content.decode()
    theirs = colleague.get(page).content.decode()
    assert "Zaczęte" not in theirs
    assert "ma szkic" in theirs


def test_a_draft_is_gone_with_sending_and_stays_gone(cast: Cast, ticket: Ticket) -> None:
    """The page's last keeping may arrive after the reply itself."""
    keep_draft("reply", {"body": "Tak."}, by=cast.agent, ticket=ticket)
    send_soon(ticket, by=cast.agent, body="Tak.")

    keep_draft("reply", {"body": "Tak."}, by=cast.agent, ticket=ticket)

    assert Draft.objects.count() == 0


def test_an_emptied_draft_is_forgotten(cast: Cast, ticket: Ticket) -> None:
    keep_draft("note", {"body": "Uwaga"}, by=cast.agent, ticket=ticket)

    keep_draft("note", {"body": " \n"}, by=cast.agent, ticket=ticket)

    assert Draft.objects.count() == 0
    with pytest.raises(PermissionDenied):
        keep_draft("note", {"body": "Obcy"}, by=cast.other_agent, ticket=ticket)


@pytest.mark.fault("B1")
def test_drafts_and_replies_take_ones_own_files_only(cast: Cast, ticket: Ticket, client) -> None:
    """Seen failing with uploads of anybody in `uploads_of`.

    With them in the form's `stored` alone too: `send_soon` refuses such a reply, so there is none.
    """
    foreign = keep_upload(BytesIO(b"cudze"), name="cudze.txt", by=cast.supervisor).file
    client.force_login(cast.agent)
    data = {"kind": "reply", "body": "Tak.", "uploads": [str(foreign.pk)]}

    for name in ("desk_draft", "desk_reply"):
        client.post(reverse(f"helpdesk:{name}", args=[ticket.reference]), data)
        kept = Draft.objects.first() if name == "desk_draft" else UnsentReply.objects.get()
        assert list(kept.files.all()) == []


def test_without_scripts_the_page_says_when_and_takes_back(
    cast: Cast, ticket: Ticket, client
) -> None:
    client.force_login(cast.agent)
    page = reverse("helpdesk:desk_ticket", args=[ticket.reference])
    client.post(reverse("helpdesk:desk_reply", args=[ticket.reference]), {"body": "Tak."})
    unsent = UnsentReply.objects.get()
    moment = f"{timezone.localtime(unsent.next_try_at):%H:%M:%S}"

    shown = client.get(page).content.decode()
    arguments = [ticket.reference, unsent.pk]
    after = client.post(
        reverse("helpdesk:desk_take_back", args=arguments), follow=True
    ).content.decode()

    assert moment in shown
    assert "Tak.</textarea>" in after
    assert Message.objects.filter(ticket=ticket, is_from_staff=True).count() == 0
