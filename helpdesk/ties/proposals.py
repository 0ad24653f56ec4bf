"""Whether the same problem comes from many offices at once; for agents, never for requesters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from foundation.accounts.models import User
from foundation.search.morphology import guessed_lemmas, lemmas
from helpdesk.models import Ticket

WITHIN = timedelta(hours=48)
FEWEST_OFFICES = 3  # together with the ticket's own
ALIKE = 0.25  # of the words of the shorter subject
MOST_LOOKED_AT = 200
WORD = re.compile(r"\w{4,}")
Words = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Proposal:
    """Tickets about the same system in similar words, from so many offices besides one's own."""

    tickets: Sequence[Ticket] = ()
    offices: int = 0


def proposal_for(ticket: Ticket, user: User) -> Proposal:
    """What could be made a part of `ticket` as one larger problem, in one query; mostly nothing."""
    if not (ticket.is_open and ticket.system_id and ticket.parent_id is None):
        return Proposal()
    near = (ticket.opened_at - WITHIN, ticket.opened_at + WITHIN)
    found = Ticket.objects.served_by(user).open().filter(system=ticket.system_id)
    found = found.filter(opened_at__range=near, parent=None, children=None)
    found = found.exclude(pk=ticket.pk).exclude(organisation=ticket.organisation_id)
    rows = found.select_related("organisation").order_by("pk")[:MOST_LOOKED_AT]
    name = words(ticket.system.name)  # all of them name the system: that says nothing
    wanted = without(words(ticket.subject), name)
    alike = [row for row in rows if likeness(wanted, without(words(row.subject), name)) >= ALIKE]
    offices = {row.organisation_id for row in alike}
    return Proposal(alike, len(offices)) if len(offices) + 1 >= FEWEST_OFFICES else Proposal()


def words(text: str) -> Words:
    """The longer words of `text`, each as all its dictionary forms."""
    found = WORD.findall(text.lower())
    return tuple(lemmas(word) or guessed_lemmas(word) for word in found)


def without(some: Words, others: Words) -> Words:
    """`some` but for those that share a dictionary form with one of `others`."""
    forms = frozenset().union(*others)
    return tuple(word for word in some if not word & forms)


def likeness(one: Words, other: Words) -> float:
    """Which part of the words of the shorter text is in the longer one, 0 to 1."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return 0.0
    return 1 - len(without(shorter, longer)) / len(shorter)
