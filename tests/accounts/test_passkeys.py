"""Passkeys as a second factor."""

from django.test import Client
from django.urls import reverse

from tests.cast import Cast


def test_the_list_of_passkeys_is_shown(cast: Cast, client: Client) -> None:
    """Seen failing without `humanize` among the installed apps: the page broke."""
    client.force_login(cast.requester)

    assert client.get(reverse("mfa_list_webauthn")).status_code == 200
