"""Notifications, preferences and the mail that was not sent."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail import hooks

from foundation.accounts.models import User
from foundation.mailing.actions import notify
from foundation.mailing.digests import send_digests
from foundation.mailing.kinds import MailKind
from foundation.mailing.models import Notification, OutgoingMail, Preference, Suppression
from tests.cast import Cast
from tests.mailing.factories import make_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of news, whatever the apps name."""
    ours = [(lambda: [MailKind("news", "Nowości"), MailKind("ticket", "Zgłoszenia")], 0)]
    monkeypatch.setitem(hooks._hooks, "mail_kinds", ours)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_choosing_channels(cast: Cast, kinds: None) -> None:
    client = signed_in(cast.requester)

    client.post("/pl/mailing/preferences/", {"news": "digest", "ticket": "app"})
    page = client.get("/pl/mailing/preferences/").content.decode()

    chosen = dict(Preference.objects.filter(user=cast.requester).values_list("kind", "channel"))
    assert chosen == {"news": "digest", "ticket": "app"}
    assert page.count("checked") == 2


def test_unknown_channel_changes_nothing(cast: Cast, kinds: None) -> None:
    response = signed_in(cast.requester).post(
        "/pl/mailing/preferences/", {"news": "pigeon", "ticket": "app"}
    )

    assert (response.status_code, Preference.objects.count()) == (200, 0)


def test_following_a_notification_marks_it_read(cast: Cast) -> None:
    note = notify(cast.requester, kind="ticket", text="Nowa odpowiedź", url="/pl/helpdesk/")

    response = signed_in(cast.requester).get(f"/pl/mailing/notifications/{note.pk}/")

    note.refresh_from_db()
    assert (response.status_code, response.url) == (302, "/pl/helpdesk/")
    assert note.read_at is not None


def test_marking_all_touches_only_ones_own(cast: Cast) -> None:
    for person in (cast.requester, cast.colleague):
        notify(person, kind="ticket", text="Nowa odpowiedź")

    signed_in(cast.requester).post("/pl/mailing/notifications/read/")

    unread = Notification.objects.unread().values_list("user", flat=True)
    assert list(unread) == [cast.colleague.pk]


@pytest.mark.fault("C3")
def test_markup_in_a_notification_is_shown_as_written(cast: Cast) -> None:
    """Seen failing with `|safe` on the text."""
    notify(cast.requester, kind="ticket", text="<script>alert(1)</script>")

    page = signed_in(cast.requester).get("/pl/mailing/notifications/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_older_notifications_are_a_page_away(cast: Cast) -> None:
    for number in range(60):
        notify(cast.requester, kind="ticket", text=f"Wiadomość {number}")
    client = signed_in(cast.requester)

    newest = client.get("/pl/mailing/notifications/").context
    older = client.get(f"/pl/mailing/notifications/{newest['older_url']}").context

    assert [len(page["notifications"]) for page in (newest, older)] == [50, 10]
    assert (newest["newer_url"], older["older_url"]) == ("", "")


@pytest.mark.parametrize("address", ["/pl/mailing/notifications/", "/pl/mailing/unsent/"])
def test_lists_cost_the_same_for_one_row_and_twenty(cast: Cast, address: str) -> None:
    client = signed_in(cast.administrator)

    def add() -> None:
        notify(cast.administrator, kind="ticket", text="Nowa odpowiedź")
        make_mail().park(reason="550")

    add()
    one = queries(client, address)
    for _number in range(19):
        add()

    assert queries(client, address) == one
    assert one <= 12


def test_unsent_mail_is_sent_again_by_decision(cast: Cast) -> None:
    mail = make_mail("a@urzad.test")
    mail.park(reason="550 no such user")
    Suppression.objects.create(address="a@urzad.test", reason="550")

    signed_in(cast.supervisor).post(f"/pl/mailing/unsent/{mail.pk}/retry/")

    mail.refresh_from_db()
    assert (mail.state, mail.delivery, mail.attempts) == ("due", "queued", 0)
    assert Suppression.objects.count() == 0


def test_unsent_mail_is_discarded_once(cast: Cast) -> None:
    mail = make_mail()
    mail.park(reason="550 no such user")
    client = signed_in(cast.supervisor)

    client.post(f"/pl/mailing/unsent/{mail.pk}/discard/")
    again = client.post(f"/pl/mailing/unsent/{mail.pk}/retry/", follow=True)

    mail.refresh_from_db()
    assert (mail.state, mail.reason) == ("done", f"550 no such user [{cast.supervisor}]")
    assert str(list(again.context["messages"])[-1]) == "Ktoś już zdecydował o tej wiadomości."


def test_digest_tells_each_thing_once(cast: Cast) -> None:
    Preference.objects.create(user=cast.requester, kind="news", channel="digest")
    now = timezone.now()
    notify(cast.requester, kind="news", text="Nowy poradnik", url="/pl/")
    notify(cast.requester, kind="ticket", text="Nowa odpowiedź")
    notify(cast.colleague, kind="news", text="Nowy poradnik")

    send_digests(at=now)
    send_digests(at=now + timedelta(days=1))

    mail = OutgoingMail.objects.get()
    assert (mail.recipient_user, mail.subject) == (cast.requester, "Podsumowanie dnia")
    assert mail.body_text.count("Nowy poradnik") == 1
    assert "Nowa odpowiedź" not in mail.body_text
    assert mail.headers["List-Unsubscribe"].endswith("/pl/mailing/preferences/>")
