"""An open page: a websocket of one person, spoken to without a server."""

import json
from urllib.parse import urlsplit

from asgiref.testing import ApplicationCommunicator
from channels.routing import URLRouter
from django.contrib.auth.models import AnonymousUser

from config.websockets import websocket_urlpatterns
from foundation.accounts.models import User
from tests.patience import SECONDS


class Page(ApplicationCommunicator):
    """`receive_output(seconds)` and `receive_nothing(seconds)` are asgiref's."""

    def __init__(self, user: User | AnonymousUser, address: str) -> None:
        parts = urlsplit(address)
        scope = {
            "type": "websocket",
            "path": parts.path,
            "query_string": parts.query.encode(),
            "headers": [],
            "subprotocols": [],
            "user": user,
        }
        super().__init__(URLRouter(websocket_urlpatterns), scope)

    async def opens(self) -> bool:
        """Connect; False where the door stays shut."""
        await self.send_input({"type": "websocket.connect"})
        return (await self.receive_output(SECONDS))["type"] == "websocket.accept"

    async def hear(self) -> dict[str, object]:
        """The next message."""
        return json.loads((await self.receive_output(SECONDS))["text"])

    async def leave(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait()
