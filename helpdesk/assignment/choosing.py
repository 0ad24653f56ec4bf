"""Who gets the next ticket, pure: candidates in, one of them out."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """An agent of a queue; `limit` is the most open tickets they want, None for any number."""

    user_id: int
    open_tickets: int
    limit: int | None = None
    is_away: bool = False
    knows_topic: bool = False

    @property
    def has_room(self) -> bool:
        return not self.is_away and (self.limit is None or self.open_tickets < self.limit)


def choose(candidates: Iterable[Candidate], *, by_topic: bool) -> int | None:
    """The one with the fewest open tickets who has room, by topic first among those who know it.

    Of equals the one with the lower key, so that the same question has the same answer. None when
    nobody has room: the ticket waits.
    """
    with_room = [one for one in candidates if one.has_room]
    knowing = [one for one in with_room if one.knows_topic] if by_topic else []
    best = min(knowing or with_room, key=lambda one: (one.open_tickets, one.user_id), default=None)
    return best.user_id if best else None
