"""What may answer a question before it is sent: guidance, known trouble of systems, open tickets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from foundation.accounts.models import User
from foundation.search.engines import SearchUnavailable
from foundation.search.lookup import FoundObject, find_objects
from foundation.search.questions import MAXIMUM_CHARACTERS, Question, ask
from helpdesk.models import OfferedItem
from helpdesk.wording import Standing
from knowledge.models import System

KNOWLEDGE = ("guidance", "requirement", "course")
MOST_KNOWLEDGE, MOST_TICKETS = 4, 3
LOOKED_AT = 12
ENOUGH_WORDS = 2  # of the question, for a page to be offered; one, where there is only one


@dataclass(frozen=True)
class Offer:
    """One thing to look at before sending; `key` is that of the search index."""

    kind: OfferedItem.Kind
    key: str
    title: str
    note: str
    url: str


def offers_for(text: str, *, user: User, system: System | None = None) -> Sequence[Offer]:
    """What `user` may see of what answers `text`; nothing where search is away or the text says nothing.

    A system chosen in the form is looked at too. Neither text nor person is kept anywhere.
    """
    found = [_trouble(system)] if system and _is_in_trouble(system) else []
    try:
        question = ask(_beginning(text))
        found += _troubles(question, user)
        found += _tickets(question, user)
        found += _knowledge(question, user)
    except (SearchUnavailable, ValidationError):
        pass
    return list({offer.key: offer for offer in found}.values())


def _beginning(text: str) -> str:
    """As much as a question may be long, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= MAXIMUM_CHARACTERS else text[:MAXIMUM_CHARACTERS].rsplit(" ", 1)[0]


def _troubles(question: Question, user: User) -> Iterator[Offer]:
    for found in find_objects(question, user=user, kinds=("system",), limit=LOOKED_AT):
        if found.title_words_met and _is_in_trouble(found.obj):
            yield _trouble(found.obj)


def _is_in_trouble(system: System) -> bool:
    return system.state not in (System.State.OPERATIONAL, System.State.RETIRED)


def _trouble(system: System) -> Offer:
    return Offer(
        OfferedItem.Kind.SYSTEM,
        f"{system._meta.label_lower}.{system.pk}",
        f"{system}: {system.get_state_display()}",
        system.state_note,
        system.get_absolute_url(),
    )


def _tickets(question: Question, user: User) -> Sequence[Offer]:
    found = find_objects(question, user=user, kinds=("ticket",), limit=LOOKED_AT)
    good = [one for one in found if one.obj.is_open and _is_enough(one, question)]
    return [
        Offer(
            OfferedItem.Kind.TICKET,
            one.key,
            one.title,
            f"{one.obj.reference}, {Standing(one.obj, reader=user).word}",
            one.url,
        )
        for one in good[:MOST_TICKETS]
    ]


def _knowledge(question: Question, user: User) -> Sequence[Offer]:
    found = find_objects(question, user=user, kinds=KNOWLEDGE, limit=LOOKED_AT)
    good = [one for one in found if _is_enough(one, question)]
    return [
        Offer(OfferedItem.Kind.KNOWLEDGE, one.key, one.title, one.index.name_of_kind(), one.url)
        for one in good[:MOST_KNOWLEDGE]
    ]


def _is_enough(found: FoundObject, question: Question) -> bool:
    return found.words_met >= min(ENOUGH_WORDS, len(question.wants))
