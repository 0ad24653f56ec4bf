"""The secret link of a report: what its holder reads, adds, takes over; nothing of other reports."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from foundation.files.actions import store_file
from foundation.files.models import StoredFile
from foundation.files.scanning import EICAR
from helpdesk.actions import add_note, reply
from helpdesk.incidents import links
from helpdesk.incidents.links import claim, end_links, link_of
from helpdesk.models import Attachment, Incident, Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk
from tests.helpdesk.incidents.factories import make_report, send, upload

ATTACKERS_WORDS = "Kup tanio http://spam.example"


def test_the_holder_reads_replies_and_never_notes(client: Client, cast: Cast) -> None:
    make_desk(cast)
    ticket, secret = make_report()
    reply(ticket, by=cast.agent, body="Proszę odłączyć serwer.")
    add_note(ticket, by=cast.agent, body="Podejrzany wykonawca.")

    page = client.get(reverse("helpdesk:incident_link", args=[secret])).text

    assert "Proszę odłączyć serwer." in page
    assert "Podejrzany wykonawca" not in page


@pytest.mark.fault("C8")
def test_files_are_checked_like_any_other(client: Client, cast: Cast) -> None:
    """Seen failing without `scan.found` in `check_file`: the EICAR file was taken by both forms."""
    make_desk(cast)
    ticket, secret = make_report()
    address = reverse("helpdesk:incident_link_reply", args=[secret])

    refused = client.post(address, {"body": "Plik", "files": upload("wirus.txt", EICAR)})
    in_report = send(client, files=upload("wirus.txt", EICAR))
    taken = client.post(address, {"body": "Plik", "files": upload("log.txt", b"dziennik")})

    assert (refused.status_code, in_report.status_code, taken.status_code) == (422, 422, 302)
    assert [one.file.name for one in Attachment.objects.all()] == ["log.txt"]
    assert StoredFile.objects.count() == 1
    page = client.get(reverse("helpdesk:incident_link", args=[secret])).text
    [attachment] = ticket.messages.last().attachments.all()
    file = reverse("helpdesk:incident_link_file", args=[secret, attachment.file_id])
    assert file in page
    answer = client.get(file)
    assert b"".join(answer.streaming_content) == b"dziennik"
    assert answer["Content-Disposition"] == 'attachment; filename="log.txt"'


@pytest.mark.fault("C5")
def test_names_of_files_are_made_harmless(client: Client, cast: Cast) -> None:
    """Seen failing without `clean_name` in `store_file`: what Django leaves of a name stayed."""
    make_desk(cast)

    send(client, files=upload("../../etc/con.rap\u202etxt|exe?.txt", b"tekst"))

    assert StoredFile.objects.get().name == "_con.raptxt_exe_.txt"


@pytest.mark.fault("B7")
def test_a_link_opens_files_of_its_own_report_only(client: Client, cast: Cast) -> None:
    """Seen failing with `Attachment.objects.all()` in `attachments_of`."""
    make_desk(cast)
    first, first_secret = make_report(files=[store_file(BytesIO(b"a"), name="a.txt", by=None)])
    second, _secret = make_report(files=[store_file(BytesIO(b"b"), name="b.txt", by=None)])
    add_note(
        first,
        by=cast.agent,
        body="n",
        files=[store_file(BytesIO(b"c"), name="c.txt", by=cast.agent)],
    )
    foreign = second.messages.get().attachments.get().file_id
    internal = Attachment.objects.get(message__kind="note").file_id

    got = [
        client.get(reverse("helpdesk:incident_link_file", args=[first_secret, key])).status_code
        for key in (foreign, internal)
    ]
    assert got == [404, 404]


def test_claiming_makes_it_ones_own_ticket_and_ends_the_link(client: Client, cast: Cast) -> None:
    make_desk(cast)
    ticket, secret = make_report(
        reporter={"reporter_name": "Jan", "reporter_email": "jan@example.test"}
    )
    client.force_login(cast.requester)

    answer = client.post(
        reverse("helpdesk:incident_claim", args=[secret]), {"organisation": cast.office.pk}
    )

    ticket.refresh_from_db()
    assert answer.url == reverse("helpdesk:incident_sheet", args=[ticket.reference])
    assert (ticket.requester, ticket.organisation) == (cast.requester, cast.office)
    assert ticket.messages.get().author == cast.requester
    assert Incident.objects.get().reporter_email == ""
    assert link_of(secret) is None
    assert [event.verb for event in ticket.events.all()] == ["opened", "claimed"]
    assert not Ticket.objects.visible_to(cast.coordinator).exists()


@pytest.mark.fault("B1")
def test_a_report_is_claimed_for_an_office_of_ones_own_only(cast: Cast) -> None:
    """Seen failing without the check of `acting_in` in `claim`."""
    make_desk(cast)
    _ticket, secret = make_report()

    with pytest.raises(PermissionDenied):
        claim(link_of(secret), by=cast.requester, organisation=cast.other_office)


def test_a_link_that_ended_meanwhile_writes_nothing(cast: Cast) -> None:
    make_desk(cast)
    ticket, secret = make_report()
    link = link_of(secret)
    end_links(ticket, by=cast.agent)

    with pytest.raises(PermissionDenied):
        links.reply_by_link(link, body="Jeszcze", sender=None)
