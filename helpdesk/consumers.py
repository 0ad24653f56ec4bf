"""Websockets of open pages. They say that something is new; what it says is fetched through views.

Before anything is sent the person is read anew and the ticket asked for through `visible_to`, so a
right that ended stops the news with the very next event.
"""

from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from foundation.accounts.models import User
from foundation.accounts.second_factor import lacks_second_factor
from helpdesk import live, permissions
from helpdesk.models import Ticket, TicketEvent

NO_RIGHT = 4403


def event_named(scope: dict) -> int:
    """The last event that the page shows, from `?after=`; 0 where it names none."""
    value = parse_qs(scope["query_string"].decode("ascii", "replace")).get("after", ["0"])[0]
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


class NewsConsumer(AsyncJsonWebsocketConsumer):
    """What both pages share: read the person anew, stop when the right ended."""

    is_listening = False

    async def connect(self) -> None:
        self.after = event_named(self.scope)
        if not await self.may_listen():
            await self.close(code=NO_RIGHT)
            return
        await self.accept()
        self.is_listening = True
        await live.reader().add(self.hear)
        await self.send_news()

    async def disconnect(self, code: int) -> None:
        if self.is_listening:
            self.is_listening = False
            await live.reader().remove(self.hear)

    async def hear(self, news: Sequence[live.News]) -> None:
        if not self.concerns(news):
            return
        if await self.may_listen():
            await self.send_news()
        else:
            await self.close(code=NO_RIGHT)

    async def receive_json(self, content: object, **kwargs) -> None:
        """The page says up to which event it shows everything."""
        seen = content.get("seen") if isinstance(content, dict) else None
        if isinstance(seen, int) and seen > self.after:
            self.after = seen

    def person(self) -> User | None:
        """The signed-in person as the database knows them now."""
        return User.objects.active().filter(pk=self.scope["user"].pk).first()

    @database_sync_to_async
    def may_listen(self) -> bool:
        user = self.person()
        return user is not None and not lacks_second_factor(user) and self.allows(user)

    async def send_news(self) -> None:
        if message := await self.news():
            with suppress(OSError):  # the page left while it was being told
                await self.send_json(message)


class TicketConsumer(NewsConsumer):
    """One open ticket: how many messages are new since the event that the page shows."""

    def allows(self, user: User) -> bool:
        reference = self.scope["url_route"]["kwargs"]["reference"]
        found = Ticket.objects.visible_to(user).filter(reference=reference)
        self.ticket_id = found.values_list("pk", flat=True).first()
        return self.ticket_id is not None

    def concerns(self, news: Sequence[live.News]) -> bool:
        return any(item.ticket_id == self.ticket_id for item in news)

    @database_sync_to_async
    def news(self) -> dict[str, int] | None:
        events = TicketEvent.objects.visible_to(self.person()).filter(ticket=self.ticket_id)
        fresh = list(events.filter(pk__gt=self.after).values_list("pk", "message"))
        if not fresh:
            return None
        return {
            "event": max(event for event, _message in fresh),
            "messages": len({message for _event, message in fresh if message}),
        }


class DeskConsumer(NewsConsumer):
    """The desk: that something changed in the queues one answers, and in which tickets."""

    def allows(self, user: User) -> bool:
        return permissions.user_is_staff(user)

    def concerns(self, news: Sequence[live.News]) -> bool:
        return True  # a queue may have become one's own since; `news` reads the right ones

    @database_sync_to_async
    def news(self) -> dict[str, object] | None:
        events = TicketEvent.objects.filter(
            pk__gt=self.after, ticket__in=Ticket.objects.served_by(self.person()).values("pk")
        )
        fresh = list(events.values_list("pk", "ticket__reference").order_by("-pk")[:100])
        if not fresh:
            return None
        self.after = fresh[0][0]
        return {"event": self.after, "tickets": sorted({reference for _pk, reference in fresh})}
