"""A real SMTP server for tests, which can refuse, stall and be down."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller


class Mailbox:
    """What arrived; `answer(recipient)` and `pause` decide how the server behaves."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.answer: Callable[[str], str] = lambda recipient: "250 OK"
        self.after_data = "250 OK"
        self.pause = 0.0

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        answer = self.answer(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope) -> str:
        await asyncio.sleep(self.pause)
        if self.after_data.startswith("250"):
            self.messages.append(message_from_bytes(envelope.content))
        return self.after_data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def smtp_server() -> Iterator[tuple[Mailbox, int]]:
    """Yield the mailbox and the port of a running server."""
    mailbox, port = Mailbox(), free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox, port
    finally:
        controller.stop()
