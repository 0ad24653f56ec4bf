"""What anybody can write into an address or a button."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from foundation.posted import key_in, posted_text
from helpdesk.models import Watcher
from tests.cast import Cast
from tests.helpdesk.factories import make_ticket

NO_KEYS = ("", "x", "-1", "1.0", "\u00b2", "\u0663", "9" * 19, "9" * 5000, "1\0")


@pytest.mark.parametrize("text", NO_KEYS)
def test_what_is_no_key_is_nobodys(text: str) -> None:
    assert key_in(text) == 0


def test_a_key_is_its_number() -> None:
    assert (key_in("17"), key_in("0017"), key_in("9" * 18)) == (17, 17, int("9" * 18))


def test_words_come_without_what_a_database_refuses(rf: RequestFactory) -> None:
    request = rf.post("/", {"reason": "jeden\0\r\ndwa"})

    assert (posted_text(request, "reason"), posted_text(request, "other")) == ("jeden\ndwa", "")


@pytest.mark.parametrize("text", NO_KEYS)
def test_pages_survive_what_is_no_key(cast: Cast, client: Client, text: str) -> None:
    """Seen failing with `str.isdigit` alone before the query: for „²” and for 5,000 digits."""
    ticket = make_ticket(cast.requester, cast.office)
    client.force_login(cast.requester)

    acting = client.post(reverse("accounts:act_for"), {"organisation": text})
    invited = client.post(
        reverse("helpdesk:ticket_invite", args=[ticket.reference]), {"user": text}
    )

    assert (acting.status_code, invited.status_code) == (404, 302)
    assert not Watcher.objects.exists()
