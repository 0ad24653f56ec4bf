"""Who else reads, writes or is about to send: seen among those who answer a ticket, by nobody else.

An open page writes a row and renews it; the readers of open pages (`helpdesk.live`) see what changed.
No channel layer is needed, so it works across processes without Redis.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import User
from helpdesk import followers
from helpdesk.models import Draft, Presence, Ticket, UnsentReply

# Pages renew every fifteen seconds; one that misses two renewals has left.
SEEN_WITHIN = timedelta(seconds=40)
KEPT = timedelta(days=1)

WORDS: dict[str, str | Promise] = {
    "looking": pgettext_lazy("presence", "reads it too"),
    "draft": pgettext_lazy("presence", "has a draft"),
    "typing": pgettext_lazy("presence", "is typing"),
    "sending": pgettext_lazy("presence", "is sending a reply"),
}


@dataclass(frozen=True)
class Present:
    """Another agent at the same ticket; `state` is a key of WORDS."""

    name: str
    state: str

    @property
    def words(self) -> str:
        return str(WORDS[self.state])

    def to_json(self) -> dict[str, str]:
        return {"name": self.name, "state": self.state, "words": self.words}


def note(ticket_id: int, user: User, *, state: str, at: datetime) -> bool:
    """Write down that `user` has a ticket open; False, and nothing written, for who does not answer it."""
    if not Ticket.objects.served_by(user).filter(pk=ticket_id).exists():
        return False
    row, is_new = Presence.objects.get_or_create(
        ticket_id=ticket_id, user=user, defaults={"state": state, "seen_at": at, "changed_at": at}
    )
    if not is_new:
        if row.state != state or row.seen_at < at - SEEN_WITHIN:
            row.changed_at = at
        row.state, row.seen_at = state, at
        row.save()
    return True


def touch(ticket_id: int, user: User, *, at: datetime) -> None:
    """Have open pages ask again who is there: `user` is about to send, or no longer."""
    Presence.objects.update_or_create(
        {"state": Presence.State.LOOKING, "seen_at": at, "changed_at": at},
        ticket_id=ticket_id,
        user=user,
    )


def leave(ticket_id: int, user: User, *, at: datetime) -> None:
    """The page was closed; also for one whose right ended meanwhile."""
    Presence.objects.filter(ticket=ticket_id, user=user).update(
        state=Presence.State.LEFT, changed_at=at
    )


def drafting(ticket: Ticket) -> Sequence[int]:
    """Keys of the agents who have a draft at `ticket`."""
    drafts = Draft.objects.at_the_desk().filter(ticket=ticket)
    return list(drafts.values_list("user", flat=True))


def others(ticket: Ticket, user: User, *, at: datetime) -> Sequence[Present]:
    """Who else is at `ticket`, for `user`; nobody for one who does not answer it."""
    is_served = Ticket.objects.served_by(user).filter(pk=ticket.pk).exists()
    if not is_served:
        return []
    unsent = UnsentReply.objects.filter(ticket=ticket, state=UnsentReply.State.DUE)
    sending = unsent.values_list("author", flat=True)
    return beside(ticket, user, drafting=drafting(ticket), sending=sending, at=at)


def beside(
    ticket: Ticket,
    user: User,
    *,
    drafting: Iterable[int],
    sending: Iterable[int],
    at: datetime,
) -> Sequence[Present]:
    """Who is at `ticket` beside `user`, who was found to answer it: each with what weighs most.

    `drafting` and `sending` are keys of those who have a draft, or a reply about to be sent. Only
    people who answer the ticket still are named. One query, one more where somebody is there.
    """
    found: dict[int, str] = {}
    seen = Presence.objects.filter(ticket=ticket, seen_at__gt=at - SEEN_WITHIN)
    seen = dict(seen.exclude(state=Presence.State.LEFT).values_list("user", "state"))
    found |= {key: state for key, state in seen.items() if state == Presence.State.LOOKING}
    found |= dict.fromkeys(drafting, "draft")
    found |= {key: state for key, state in seen.items() if state == Presence.State.TYPING}
    found |= dict.fromkeys(sending, "sending")
    found.pop(user.pk, None)
    if not found:
        return []
    people = followers.agents_of(ticket).filter(pk__in=found)
    return [Present(str(person), found[person.pk]) for person in people]


def forget(*, before: datetime) -> int:
    """Delete rows that nobody renewed since `before`; return how many."""
    return Presence.objects.filter(seen_at__lt=before).delete()[0]
