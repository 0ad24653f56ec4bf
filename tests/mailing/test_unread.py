"""The number in the header, the unread ones alone, and settings that say where mail goes."""

import pytest
from django.test import Client

from foundation.mailing.actions import notify
from foundation.mailing.models import Notification, Suppression
from tests.cast import Cast

LIST = "/pl/mailing/notifications/"


@pytest.fixture
def requester(cast: Cast, client: Client) -> Client:
    client.force_login(cast.requester)
    return client


def test_only_ones_own_are_counted_in_one_query(
    cast: Cast, requester: Client, django_assert_num_queries
) -> None:
    for person in (cast.requester, cast.requester, cast.colleague):
        notify(person, kind="ticket", text="Nowa odpowiedź")
    requester.get(f"{LIST}unread/")

    with django_assert_num_queries(4):  # the session, the person, the roles, the number
        answer = requester.get(f"{LIST}unread/")

    assert answer.json() == {"unread": 2}
    assert "no-store" in answer["Cache-Control"]
    page = requester.get("/pl/helpdesk/").content.decode()
    assert f'data-unread="{LIST}unread/"' in page
    requester.post(f"{LIST}read/")
    assert requester.get(f"{LIST}unread/").json() == {"unread": 0}


def test_unread_ones_alone(cast: Cast, requester: Client) -> None:
    notify(cast.requester, kind="ticket", text="Przeczytana")
    requester.post(f"{LIST}read/")
    notify(cast.requester, kind="ticket", text="Nowsza")

    page = requester.get(f"{LIST}?show=unread").content.decode()

    assert "Nowsza" in page
    assert "Przeczytana" not in page
    Notification.objects.unread().delete()
    assert "Wszystko przeczytane." in requester.get(f"{LIST}?show=unread").content.decode()


def test_the_settings_say_where_mail_goes(cast: Cast, requester: Client) -> None:
    address = cast.requester.email
    assert f"<b>{address}</b>" in requester.get("/pl/mailing/preferences/").content.decode()

    Suppression.objects.create(address=address, reason="550 no such user")

    assert (
        f"Poczta na adres {address} wróciła"
        in requester.get("/pl/mailing/preferences/").content.decode()
    )
