"""A report without an account: opened, read and extended by its secret link alone."""

from datetime import timedelta
from ipaddress import ip_address

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.mailing.models import OutgoingMail
from helpdesk.actions import reply
from helpdesk.incidents import caps
from helpdesk.incidents.links import LIFE, end_links, link_of
from helpdesk.incidents.reporting import report
from helpdesk.models import IncidentLink, Ticket, UseCount
from tests.cast import Cast
from tests.helpdesk.factories import make_desk
from tests.helpdesk.incidents.factories import BODY, make_report, send

ATTACKERS_WORDS = "Kup tanio http://spam.example"


def test_a_report_ends_with_a_number_and_a_link(client: Client, cast: Cast) -> None:
    make_desk(cast)

    answer = send(client, stated_office="Gmina Dobra", detected_at="2026-01-05T07:40")

    ticket = Ticket.objects.get()
    page = client.get(answer.url)
    assert answer.status_code == 302
    assert (ticket.kind, ticket.is_restricted, ticket.requester) == ("incident", True, None)
    assert ticket.reference in page.text
    assert answer.url in page.text
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"
    assert (
        timezone.localtime(ticket.incident.detected_at).isoformat() == "2026-01-05T07:40:00+01:00"
    )


def test_the_first_step_shows_advice_and_keeps_what_was_written(client: Client, cast: Cast) -> None:
    first = client.get("/pl/helpdesk/incident/report/ransomware/")
    second = client.post("/pl/helpdesk/incident/report/ransomware/", {"step": "what", "body": BODY})
    back = client.post(
        "/pl/helpdesk/incident/report/ransomware/", {"step": "who", "body": BODY, "back": "1"}
    )

    assert "To nie jest zgłoszenie do CSIRT" in first.text.replace("\u00a0", " ")
    assert "Odłącz" in first.text
    assert 'name="reporter_email"' in second.text
    assert BODY in back.text
    assert not Ticket.objects.exists()


def test_a_moment_in_the_future_is_refused_where_it_was_written(client: Client, cast: Cast) -> None:
    make_desk(cast)

    answer = send(client, detected_at="2036-01-05T07:40")

    assert answer.status_code == 422
    assert 'name="detected_at"' in answer.text
    assert not Ticket.objects.exists()


@pytest.mark.fault("A5")
def test_a_link_is_random_hashed_expiring_and_revocable(client: Client, cast: Cast) -> None:
    """Seen failing with `usable` without `expires_at__gt`, with the secret kept instead of its hash,
    and with `end_links` that revokes nothing.
    """
    make_desk(cast)
    ticket, secret = make_report()
    _other, other_secret = make_report()
    kept = IncidentLink.objects.get(ticket=ticket)
    address = reverse("helpdesk:incident_link", args=[secret])

    assert len(secret) >= 43
    assert secret != other_secret
    assert secret not in (kept.token_hash, str(kept.__dict__))
    assert link_of(secret, at=kept.created_at + LIFE - timedelta(seconds=1)) == kept
    assert link_of(secret, at=kept.created_at + LIFE) is None
    assert link_of(kept.token_hash) is None
    assert client.get(address).status_code == 200
    end_links(ticket, by=cast.agent)
    assert client.get(address).status_code == 404


@pytest.mark.fault("B6")
def test_number_and_address_open_nothing(client: Client, cast: Cast) -> None:
    """Seen failing with `link_of` that also takes a reference as its secret."""
    ticket, _secret = make_report(reporter={"reporter_email": "jan@urzad.test"})

    addresses = [
        reverse("helpdesk:ticket", args=[ticket.reference]),
        reverse("helpdesk:incident_sheet", args=[ticket.reference]),
        reverse("helpdesk:incident_link", args=[ticket.reference]) + "?email=jan@urzad.test",
        reverse("helpdesk:incident_link", args=["jan@urzad.test"]),
    ]
    assert 200 not in [client.get(address).status_code for address in addresses]
    client.force_login(cast.stranger)
    assert 200 not in [client.get(address).status_code for address in addresses]


@pytest.mark.fault("A8")
def test_mails_to_an_unproven_address_are_neutral(cast: Cast) -> None:
    """Seen failing with the subject of the ticket beside its number in `incidents.notices`."""
    make_desk(cast)
    ticket, secret = make_report(
        body=ATTACKERS_WORDS,
        reporter={
            "reporter_email": "ofiara@example.test",
            "reporter_name": ATTACKERS_WORDS,
            "stated_office": ATTACKERS_WORDS,
        },
    )
    reply(ticket, by=cast.agent, body="Odpowiedź z tajemnicą")

    mails = OutgoingMail.objects.filter(recipient="ofiara@example.test").order_by("pk")
    assert [mail.kind for mail in mails] == [
        "helpdesk.incident_received",
        "helpdesk.incident_answered",
    ]
    for mail in mails:
        words = f"{mail.subject} {mail.body_text} {mail.body_html} {mail.headers}"
        assert "spam.example" not in words
        assert "tajemnic" not in words
        assert secret not in words
        assert ticket.reference in words


@pytest.mark.fault("A8")
@pytest.mark.fault("D6")
def test_a_flood_from_one_place_ends(client: Client, cast: Cast) -> None:
    """Seen failing without `count_use` in the view."""
    make_desk(cast)

    answers = [send(client).status_code for _number in range(20)]

    assert answers == [302] * 6 + [422] * 14
    assert Ticket.objects.count() == 6
    assert "Zbyt wiele" in send(client).text


def test_a_network_and_an_address_are_capped_too(client: Client, cast: Cast) -> None:
    make_desk(cast)
    codes = []
    for number in range(40):
        client.defaults["REMOTE_ADDR"] = f"203.0.113.{number + 1}"
        codes.append(send(client).status_code)
    to_victim = []
    for number in range(5):
        client.defaults["REMOTE_ADDR"] = f"198.51.{number}.7"
        to_victim.append(send(client, reporter_email="Ofiara@example.test").status_code)

    assert codes == [302] * 30 + [422] * 10
    assert to_victim == [302] * 3 + [422] * 2


def test_nothing_of_an_address_is_kept(client: Client, cast: Cast) -> None:
    make_desk(cast)
    send(client, reporter_email="jan@urzad.test")

    keys = set(UseCount.objects.values_list("key", flat=True))
    assert all(len(key) == 64 and "127" not in key[:3] for key in keys)
    assert not any(str(ip_address("127.0.0.1")) in key for key in keys)
    caps.forget(at=timezone.now() + timedelta(days=2))
    assert not UseCount.objects.exists()


def test_a_report_is_refused_without_words(cast: Cast) -> None:
    make_desk(cast)

    with pytest.raises(ValidationError):
        report(body="  ", facts={"sort": "other"}, reporter={})

    assert not Ticket.objects.exists()


def test_a_member_uses_the_same_lane(client: Client, cast: Cast) -> None:
    make_desk(cast)
    client.force_login(cast.requester)
    page = client.post("/pl/helpdesk/incident/report/leak/", {"step": "what", "body": BODY})
    assert "Gmina Dobra" in page.text

    answer = send(client, "leak", organisation=cast.office.pk, is_restricted="on")

    ticket = Ticket.objects.get()
    assert answer.url == reverse("helpdesk:incident_sheet", args=[ticket.reference])
    assert (ticket.requester, ticket.organisation) == (cast.requester, cast.office)
    assert (ticket.incident.sort, ticket.is_restricted) == ("leak", True)
    assert not Ticket.objects.visible_to(cast.coordinator).exists()
