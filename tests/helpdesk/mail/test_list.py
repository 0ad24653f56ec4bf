"""The list of mail that waits: whose it is, several at once, and the counter."""

import pytest
from django.test import Client

from helpdesk.mail import sorting
from helpdesk.mail.waiting import waiting_mail
from helpdesk.models import Mailbox, RawMail
from tests.cast import Cast
from tests.helpdesk.factories import make_queue
from tests.helpdesk.mail.factories import make_bytes, receive

pytestmark = pytest.mark.django_db
URL = "/pl/helpdesk/mail/"


@pytest.fixture
def waiting(cast: Cast) -> list[RawMail]:
    return [receive(make_bytes(f"obcy{number}@obcy.test")) for number in range(3)]


@pytest.fixture
def client(cast: Cast, client: Client) -> Client:
    client.force_login(cast.agent)
    return client


def ticked(*mails: RawMail, **more: str) -> dict[str, object]:
    return {"mails": [mail.pk for mail in mails], **more}


def test_several_are_taken_discarded_and_read_again(
    cast: Cast, client: Client, waiting: list[RawMail]
) -> None:
    taken = client.post(f"{URL}take/", ticked(*waiting[:2]))
    discarded = client.post(f"{URL}discard/", ticked(waiting[1], reason="Reklama"))
    again = client.post(f"{URL}retry/", ticked(waiting[2]))

    assert [answer.status_code for answer in (taken, discarded, again)] == [302] * 3
    rows = RawMail.objects.order_by("pk").values_list("state", "reason", "assignee")
    assert list(rows) == [
        ("parked", "", cast.agent.pk),
        ("done", "Reklama", cast.agent.pk),
        ("due", "", None),
    ]


def test_many_are_ticked_by_one_button(client: Client, waiting: list[RawMail]) -> None:
    """Seen failing without the bar, and with the rows outside of what it ticks."""
    few = client.get(URL).content.decode()
    for number in range(3):
        receive(make_bytes(f"wiecej{number}@obcy.test"))

    many = client.get(URL).content.decode()
    everything = client.get(f"{URL}?show=all").content.decode()

    assert ['data-tick="all"' in page for page in (few, many, everything)] == [False, True, False]
    bar, _choices, rows = many.partition('<div class="choices">')
    assert 'class="ticking"' in bar
    assert (bar.count('name="mails"'), rows.count('name="mails"')) == (0, 6)


def test_without_a_tick_or_a_reason_nothing_happens(client: Client, waiting: list[RawMail]) -> None:
    empty = client.post(f"{URL}take/")
    no_reason = client.post(f"{URL}discard/", ticked(waiting[0]))

    assert [empty.status_code, no_reason.status_code] == [422, 422]
    assert "Zaznacz co najmniej jedną wiadomość." in empty.content.decode()
    assert f'value="{waiting[0].pk}"' in no_reason.content.decode()
    assert RawMail.objects.filter(state="parked").count() == 3


@pytest.mark.fault("B1")
def test_what_somebody_decided_meanwhile_is_left_alone(
    cast: Cast, client: Client, waiting: list[RawMail]
) -> None:
    """Seen failing with the choice taken from all received mail."""
    sorting.discard(waiting[0], reason="Reklama", by=cast.supervisor)

    refused = client.post(f"{URL}retry/", ticked(waiting[0]))
    done = sorting.each(waiting, lambda raw: sorting.try_again(raw, by=cast.agent))

    waiting[0].refresh_from_db()
    assert (refused.status_code, done, waiting[0].state) == (422, 2, "done")


def test_one_is_given_to_somebody_who_works_at_the_desk(
    cast: Cast, client: Client, waiting: list[RawMail]
) -> None:
    url = f"{URL}{waiting[0].pk}/assign/"

    given = client.post(url, {"assignee": cast.supervisor.pk})
    refused = client.post(url, {"assignee": cast.requester.pk})

    waiting[0].refresh_from_db()
    assert (given.status_code, refused.status_code) == (302, 422)
    assert waiting[0].assignee == cast.supervisor


def test_counter_of_the_supervisor(cast: Cast, waiting: list[RawMail]) -> None:
    sorting.assign(waiting[0], to=cast.supervisor, by=cast.supervisor)
    Mailbox.objects.create(
        address="a@punkt-wsparcia.test",
        host="x",
        user_name="x",
        secret="x",
        queue=make_queue(),
        reason="Serwer nie odpowiedział na czas.",
    )

    found = waiting_mail(cast.supervisor)

    assert (found.count, found.mine, found.unassigned) == (3, 1, 2)
    assert (found.oldest_at, found.url) == (waiting[0].received_at, URL)
    assert [box.address for box in found.failing_mailboxes] == ["a@punkt-wsparcia.test"]
    assert waiting_mail(cast.requester).count == 0
