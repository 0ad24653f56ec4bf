"""A restricted ticket shows nothing of itself to anybody without the right, anywhere."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.mailing.models import Notification, OutgoingMail
from foundation.search import tokens
from helpdesk import audience, related
from helpdesk.actions import assign, reply
from helpdesk.desk import lists
from helpdesk.models import Queue, RawMail, RestrictedReading, Ticket, TicketEvent
from tests.cast import Cast
from tests.helpdesk.factories import make_system
from tests.helpdesk.incidents.factories import make_incident

# Who may read the requester's restricted incident in the queue of the cast's agent.
MAY_READ = ("requester", "agent", "supervisor", "administrator")
SECRET = "Szyfrogram-Ultra"


def restricted(cast: Cast, **fields) -> Ticket:
    return make_incident(cast, body=f"{SECRET} na serwerze", **fields)


def pages(cast: Cast, ticket: Ticket) -> Iterator[str]:
    """Addresses that lists, pages, counters and news of tickets have."""
    yield from (
        reverse("helpdesk:ticket_list") + query
        for query in ("", "?scope=office", "?scope=office&state=open", f"?q={SECRET}")
    )
    yield from (
        reverse("helpdesk:desk") + query for query in ("", "?view=incidents", f"?q={SECRET}")
    )
    for name in ("ticket", "ticket_news", "desk_ticket", "desk_news", "incident_sheet"):
        yield reverse(f"helpdesk:{name}", args=[ticket.reference])
    yield reverse("search:search") + f"?q={SECRET}"
    yield ticket.system.get_absolute_url()
    yield reverse("mailing:notifications")
    yield reverse("helpdesk:parked_mail") + "?show=all"
    yield "/pl/"


@pytest.mark.fault("B2")
@pytest.mark.fault("B10")
def test_nothing_of_it_reaches_people_without_the_right(cast: Cast, client: Client) -> None:
    """Seen failing with no `is_restricted=False` in the part of `visible_to` about coordinators."""
    ticket = restricted(cast, system=make_system(name="ePUAP"))
    assign(ticket, by=cast.supervisor, assignee=cast.agent)
    reply(ticket, by=cast.agent, body=f"{SECRET} badamy")
    RawMail.objects.create(
        identity="x", content=b"x", size=1, source="x", state="done", ticket=ticket, subject=SECRET
    )

    for role in Cast.ROLES:
        client.logout()
        if role != "anonymous":
            client.force_login(cast.person(role))
        seen = [
            address
            for address in pages(cast, ticket)
            if SECRET
            in client.get(address, follow=True).content.decode().replace(f'"{SECRET}"', "")
            and f"q={SECRET}" not in address
        ]
        assert (role, bool(seen)) == (role, role in MAY_READ), seen


def test_the_rule_is_the_same_for_tokens_counts_and_events(cast: Cast) -> None:
    ticket = restricted(cast)
    at = timezone.now()

    for role in Cast.ROLES[1:]:
        person, may = cast.person(role), role in MAY_READ
        queues = list(Queue.objects.served_by(person))
        counted = {line.code: line.count for line in lists.lines(person, queues, at)}
        is_staff = Ticket.objects.served_by(person).filter(pk=ticket.pk).exists()
        assert Ticket.objects.visible_to(person).filter(pk=ticket.pk).exists() == may
        assert bool(audience.of_ticket(ticket) & tokens.tokens_of(person)) == may
        assert TicketEvent.objects.visible_to(person).exists() == may
        assert counted["incidents"] == int(is_staff)
        assert [item.title for item in related.home_items(person)] == []


@pytest.mark.fault("B11")
def test_mails_and_notifications_name_the_number_only(cast: Cast) -> None:
    """Seen failing with the subject in `notify_agent` of a restricted ticket."""
    ticket = restricted(cast)
    assign(ticket, by=cast.supervisor, assignee=cast.agent)
    reply(ticket, by=cast.agent, body=f"{SECRET} badamy", status="pending")
    reply(ticket, by=cast.requester, body=f"{SECRET} dalej")

    words = [f"{m.subject} {m.body_text} {m.body_html}" for m in OutgoingMail.objects.all()]
    words += [one.text for one in Notification.objects.all()]
    assert len(words) >= 4
    assert not any(SECRET in text for text in words)


def test_a_mail_of_it_is_read_by_those_who_may(cast: Cast, client: Client) -> None:
    """Seen failing with `visible_to` of received mail asking for the role alone."""
    ticket = restricted(cast)
    mail = RawMail.objects.create(
        identity="x", content=SECRET.encode(), size=1, source="x", state="done", ticket=ticket
    )

    got = {}
    for role in ("agent", "other_agent", "supervisor", "requester"):
        client.force_login(cast.person(role))
        got[role] = client.get(reverse("helpdesk:mail_source", args=[mail.pk])).status_code
    assert got == {"agent": 200, "other_agent": 404, "supervisor": 200, "requester": 404}


def test_reading_is_written_down_once_a_day_and_shown_to_supervisors(
    cast: Cast, client: Client
) -> None:
    """Seen failing with no `readings.note` in `served_ticket`."""
    ticket = restricted(cast)
    sheet = reverse("helpdesk:incident_sheet", args=[ticket.reference])
    client.force_login(cast.agent)
    client.get(reverse("helpdesk:desk_ticket", args=[ticket.reference]))
    assert RestrictedReading.objects.get().user == cast.agent
    for name in ("desk_ticket", "desk_news", "incident_sheet", "desk_ticket"):
        client.get(reverse(f"helpdesk:{name}", args=[ticket.reference]))
    assert str(cast.agent) not in client.get(sheet).text.split("<aside")[1]
    client.force_login(cast.other_agent)
    client.get(sheet)
    client.force_login(cast.supervisor)
    page = client.get(sheet).text

    readings = RestrictedReading.objects.filter(ticket=ticket).order_by("pk")
    assert [reading.user for reading in readings] == [cast.agent, cast.supervisor]
    assert str(cast.agent) in page.split("<aside")[1]
    RestrictedReading.objects.update(on=timezone.localdate() - timezone.timedelta(days=1))
    client.get(sheet)
    assert RestrictedReading.objects.count() == 3


def test_reading_an_open_ticket_is_nobodys_business(cast: Cast, client: Client) -> None:
    ticket = restricted(cast, is_restricted=False)
    client.force_login(cast.coordinator)

    client.get(reverse("helpdesk:ticket", args=[ticket.reference]))

    assert not RestrictedReading.objects.exists()


def test_a_file_of_it_stays_with_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.requester)
    restricted(cast)
    ticket = Ticket.objects.get()
    client.post(
        reverse("helpdesk:ticket_reply", args=[ticket.reference]),
        {"body": "Plik", "files": SimpleUploadedFile("a.txt", b"a")},
    )
    file = ticket.messages.last().attachments.get().url

    got = {}
    for role in ("coordinator", "delegate", "other_agent", "agent"):
        client.force_login(cast.person(role))
        answer = client.get(file)
        got[role] = answer.status_code
        if answer.streaming:
            assert b"".join(answer.streaming_content) == b"a"
    assert got == {"coordinator": 404, "delegate": 404, "other_agent": 404, "agent": 200}
