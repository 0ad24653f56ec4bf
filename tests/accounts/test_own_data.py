"""What is kept about a person is theirs to read, to take along and to have erased."""

import json
from datetime import timedelta
from urllib.parse import quote_plus

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from foundation.accounts.actions import order_erasure
from foundation.accounts.models import ErasureOrder, User
from foundation.accounts.personal_data import MOST_SHOWN
from foundation.accounts.roles import Role
from foundation.accounts.sweeps import erase_people
from foundation.mailing.models import Suppression
from helpdesk.models import Message, Ticket
from tests.accounts.factories import make_person
from tests.cast import Cast, make_staff
from tests.helpdesk.factories import make_desk, make_ticket

OWN, FILE, ERASE = (reverse(f"accounts:own_data{part}") for part in ("", "_file", "_erase"))


def test_everything_kept_is_shown_and_given_out_as_a_file(cast: Cast, client: Client) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), subject="Poczta")
    make_ticket(cast.colleague, cast.office, queue=ticket.queue, subject="Cudze")
    client.force_login(cast.requester)

    page, file = client.get(OWN), client.get(FILE)

    assert str(ticket) in page.text
    assert "Cudze" not in page.text
    kinds = {kind["label"]: kind["records"] for kind in json.loads(file.content)}
    assert kinds["Zgłoszenia"] == [str(ticket)]
    assert cast.requester.email in kinds["Twoje dane"]
    assert file["Content-Disposition"] == 'attachment; filename="moje-dane.json"'


def test_a_page_shows_the_first_records_and_the_file_all(cast: Cast, client: Client) -> None:
    """Seen failing with all records on the page: an agent of some years has a hundred thousand."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    Message.objects.bulk_create(
        Message(ticket=ticket, author=cast.requester, kind="reply", body=f"Słowo {number}.")
        for number in range(MOST_SHOWN)
    )
    client.force_login(cast.requester)

    page, file = client.get(OWN).text, client.get(FILE).text

    assert (f"Słowo {MOST_SHOWN - 2}." in page, f"Słowo {MOST_SHOWN - 1}." in page) == (True, False)
    assert "wszystkie są w pliku" in page
    assert f"Słowo {MOST_SHOWN - 1}." in file


def test_the_account_closes_at_once_and_the_worker_does_the_rest(
    cast: Cast, client: Client
) -> None:
    """Seen failing with the accounts' own part run first: the others find no address any more."""
    user = make_person(name="Wanda Znikająca")
    user.set_password("długie-hasło-17")
    user.save()
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    Message.objects.filter(ticket=ticket).update(author=user, sender_email=user.email)
    Suppression.objects.create(address=user.email, reason="bounce")
    client.force_login(user)

    asked = client.post(ERASE)
    assert asked.url == f"{reverse('account_reauthenticate')}?next={quote_plus(ERASE)}"
    assert not ErasureOrder.objects.exists()
    client.post(asked.url, {"password": "długie-hasło-17"})
    client.post(ERASE)

    assert client.get(OWN).status_code == 302  # to sign in
    assert not client.login(username=user.email, password="długie-hasło-17")
    assert erase_people(at=timezone.now()) == 1
    order = ErasureOrder.objects.get()
    user.refresh_from_db()
    assert (order.state, user.name, Message.objects.get().sender_email) == ("done", "", "")
    assert not EmailAddress.objects.filter(user=user).exists()
    assert not Suppression.objects.exists()
    assert {"label": "Twoje dane", "erased": 2, "restricted": 0, "ground": ""} in order.report
    assert erase_people(at=timezone.now()) == 0


def test_a_person_is_erased_by_themselves_or_an_administrator(cast: Cast) -> None:
    """Seen failing without the question in `order_erasure`."""
    for person in (cast.colleague, cast.coordinator, cast.supervisor, cast.editor):
        with pytest.raises(PermissionDenied):
            order_erasure(cast.requester, by=person)

    order = order_erasure(cast.requester, by=cast.person("administrator"))

    assert order_erasure(cast.requester, by=cast.person("administrator")) == order


def test_the_last_administrator_stays(db: None) -> None:
    last = make_staff(Role.ADMINISTRATOR, name="Ostatnia")

    with pytest.raises(ValidationError, match="administrator"):
        order_erasure(last, by=last)

    make_staff(Role.ADMINISTRATOR, name="Następny")
    order_erasure(last, by=last)


def test_a_failed_erasure_is_whole_or_nothing_and_tried_again(cast: Cast) -> None:
    """Seen failing without the transaction: half of the person stays."""
    now = timezone.now()
    order_erasure(cast.requester, by=cast.requester, at=now)

    def fail(user: User) -> None:
        raise RuntimeError("disk full")

    with hooks.register_temporarily("erase_person", fail, order=2000), pytest.raises(RuntimeError):
        erase_people(at=now)

    order = ErasureOrder.objects.get()
    cast.requester.refresh_from_db()
    assert (order.state, order.reason) == ("due", "RuntimeError: disk full")
    assert cast.requester.name != ""
    assert erase_people(at=now + timedelta(hours=1)) == 1
    cast.requester.refresh_from_db()
    assert cast.requester.name == ""


@pytest.mark.fault("B8")
def test_the_admin_erases_where_it_would_delete(cast: Cast, client: Client) -> None:
    """Seen failing without the hooks: the row is deleted, and with it what hangs on it."""
    client.force_login(cast.person("administrator"))
    page = reverse("accounts:person_data", args=[cast.requester.pk])

    for method in (client.get, client.post):
        answer = method(reverse("wagtailusers_users:delete", args=[cast.requester.pk]))
        assert (answer.status_code, answer.url) == (302, page)
    bulk = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"])
    client.post(f"{bulk}?id={cast.requester.pk}")
    assert User.objects.filter(pk=cast.requester.pk, is_active=True).exists()

    client.post(page)
    erase_people(at=timezone.now())

    assert "zrobione" in client.get(page).text


@pytest.mark.slow
@pytest.mark.fault("D6")
def test_seventy_thousand_messages_cost_as_many_queries_as_twenty(cast: Cast) -> None:
    """Seen failing with the messages emptied and saved one by one."""
    queue = make_desk(cast)
    costs = []
    for number in (20, 70_000):
        person = make_person()
        ticket = make_ticket(cast.requester, cast.office, queue=queue)
        Message.objects.bulk_create(
            (
                Message(ticket=ticket, author=person, kind="reply", body="x", sender_name="Jan")
                for _number in range(number)
            ),
            batch_size=1000,
        )
        order_erasure(person, by=person)
        with CaptureQueriesContext(connection) as queries:
            assert erase_people(at=timezone.now()) == 1
        costs.append(len(queries))
        assert not Message.objects.filter(author=person).exclude(sender_name="").exists()

    assert costs[1] == costs[0]
    assert Ticket.objects.count() == 2
