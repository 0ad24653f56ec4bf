"""One Dovecot for all tests of a process; each test has a user of its own."""

import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.helpdesk.mail.dovecot import Server, dovecot


@pytest.fixture(scope="session")
def running() -> Iterator[Server]:
    with dovecot() as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    """The server as a user sees it whose mailbox is new."""
    return replace(running, user=f"pomoc-{uuid.uuid4().hex}")
