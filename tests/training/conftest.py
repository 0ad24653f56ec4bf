"""The two people whose pages are tested."""

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.fixture
def trainee(cast: Cast, client: Client) -> Client:
    client.force_login(cast.trainee)
    return client


@pytest.fixture
def organiser(cast: Cast, client: Client) -> Client:
    client.force_login(cast.organiser)
    return client
