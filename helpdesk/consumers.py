"""Websockets of open pages. They say that something is new; what it says is fetched through views.

Before anything is sent the person is read anew and the ticket asked for through `visible_to`, so a
right that ended stops the news with the very next event.
"""

from collections.abc import Hashable, Sequence
from contextlib import suppress
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from foundation.accounts.models import User
from foundation.accounts.second_factor import lacks_second_factor
from foundation.posted import key_in
from helpdesk import live, permissions, presence
from helpdesk.models import Presence, Ticket, TicketEvent

NO_RIGHT = 4403
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def event_named(scope: dict) -> int:
    """The last event that the page shows, from `?after=`; 0 where it names none."""
    value = parse_qs(scope["query_string"].decode("ascii", "replace")).get("after", ["0"])[0]
    return key_in(value)


def said(content: object, name: str) -> object:
    """What a page said under `name`; None where it said nothing of the kind."""
    return content.get(name) if isinstance(content, dict) else None


class NewsConsumer(AsyncJsonWebsocketConsumer):
    """What both pages share: read the person anew, stop when the right ended."""

    is_listening = False

    async def connect(self) -> None:
        self.after = event_named(self.scope)
        is_allowed, _message = await self.answer()
        if not is_allowed:
            await self.close(code=NO_RIGHT)
            return
        await self.accept()
        self.is_listening = True
        await live.reader().add(self.hear)
        await self.pass_on(*await self.answer())

    async def disconnect(self, code: int) -> None:
        if self.is_listening:
            self.is_listening = False
            await live.reader().remove(self.hear)

    async def hear(self, news: Sequence[live.News]) -> None:
        if not self.concerns(news):
            return
        newest = max(item.event_id for item in news)
        question = (*self.question(), newest)
        await self.pass_on(*await live.reader().answers.once(question, self.answer))

    async def pass_on(self, is_allowed: bool, message: dict[str, object] | None) -> None:
        """Tell the page what is new for it, or end it where the right to it ended."""
        if is_allowed:
            await self.tell(message)
        else:
            await self.close(code=NO_RIGHT)

    def question(self) -> tuple[Hashable, ...]:
        """Who asks for which page: the tabs of one person get one answer."""
        return type(self), self.scope["user"].pk, self.scope["path"], self.after

    async def receive_json(self, content: object, **kwargs) -> None:
        """The page says up to which event it shows everything."""
        seen = said(content, "seen")
        if isinstance(seen, int) and seen > self.after:
            self.after = seen

    def person(self) -> User | None:
        """The signed-in person as the database knows them now."""
        return User.objects.active().filter(pk=self.scope["user"].pk).first()

    @database_sync_to_async
    def answer(self) -> tuple[bool, dict[str, object] | None]:
        """Whether the person may still listen, and what is new for them, read anew."""
        user = self.person()
        is_allowed = user is not None and not lacks_second_factor(user) and self.allows(user)
        return is_allowed, self.news(user) if is_allowed else None

    async def tell(self, message: dict[str, object] | None) -> None:
        if message:
            with suppress(OSError):  # the page left while it was being told
                await self.send_json(message)


class TicketConsumer(NewsConsumer):
    """One open ticket: how many messages are new, and for those who answer it, who else is there."""

    is_present = False
    # Of the page, which may be another one than the person's own.
    language = settings.LANGUAGE_CODE

    async def disconnect(self, code: int) -> None:
        await super().disconnect(code)
        if self.is_present:
            await self.go_away()

    async def hear(self, news: Sequence[live.News]) -> None:
        await super().hear([item for item in news if item.event_id])
        if self.is_present and self.concerns([item for item in news if not item.event_id]):
            await self.send_presence()

    async def receive_json(self, content: object, **kwargs) -> None:
        """The page says what its reader does; every renewal is answered with who else is there."""
        await super().receive_json(content, **kwargs)
        state = said(content, "state")
        if said(content, "language") in LANGUAGES:
            self.language = said(content, "language")
        if state in (Presence.State.LOOKING, Presence.State.TYPING):
            self.is_present = await self.note_presence(state)
            await self.send_presence()

    async def send_presence(self) -> None:
        people = await self.others()
        if people is not None:
            with suppress(OSError):
                await self.send_json({"present": people})

    @database_sync_to_async
    def note_presence(self, state: str) -> bool:
        person = self.person()
        return person is not None and presence.note(
            self.ticket_id, person, state=state, at=timezone.now()
        )

    @database_sync_to_async
    def go_away(self) -> None:
        presence.leave(self.ticket_id, self.scope["user"], at=timezone.now())

    @database_sync_to_async
    def others(self) -> list[dict[str, str]] | None:
        """Who else is there; None for a person who does not answer the ticket, or no longer."""
        person = self.person()
        served = Ticket.objects.none() if person is None else Ticket.objects.served_by(person)
        ticket = served.filter(pk=self.ticket_id).first()
        if ticket is None:
            self.is_present = False
            return None
        with override(self.language):
            found = presence.others(ticket, person, at=timezone.now())
            return [one.to_json() for one in found]

    def allows(self, user: User) -> bool:
        reference = self.scope["url_route"]["kwargs"]["reference"]
        found = Ticket.objects.visible_to(user).filter(reference=reference)
        self.ticket_id = found.values_list("pk", flat=True).first()
        return self.ticket_id is not None

    def concerns(self, news: Sequence[live.News]) -> bool:
        return any(item.ticket_id == self.ticket_id for item in news)

    def news(self, user: User) -> dict[str, int] | None:
        events = TicketEvent.objects.visible_to(user).filter(ticket=self.ticket_id)
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
        # A queue may have become one's own since; `news` reads the right ones.
        return any(item.event_id for item in news)

    async def tell(self, message: dict[str, object] | None) -> None:
        await super().tell(message)
        if message:
            self.after = message["event"]

    def news(self, user: User) -> dict[str, object] | None:
        events = TicketEvent.objects.filter(
            pk__gt=self.after, ticket__in=Ticket.objects.served_by(user).values("pk")
        )
        fresh = list(events.values_list("pk", "ticket__reference").order_by("-pk")[:100])
        if not fresh:
            return None
        return {"event": fresh[0][0], "tickets": sorted({reference for _pk, reference in fresh})}
