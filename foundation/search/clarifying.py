"""When a question has several answers: what the apps above ask back, by the hook `search_clarifications`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.dateparse import parse_date
from wagtail import hooks


@dataclass(frozen=True)
class Way:
    """One of the answers, with the note that belongs to it."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Clarification:
    """What is asked back; with `asks_day` the reader may also give a day, which comes as `?on=`."""

    question: str
    ways: Sequence[Way]
    asks_day: bool = False
    day: date | None = None


def clarifications(text: str, parameters: QueryDict) -> Sequence[Clarification]:
    """What to ask back about `text`; a day in the address (`?on=2020-03-01`) is an answer to it."""
    day = _day(parameters.get("on", ""))
    found = (answer(text, day) for answer in hooks.get_hooks("search_clarifications"))
    return [one for one in found if one]


def _day(value: str) -> date | None:
    try:
        return parse_date(value)
    except ValueError:
        return None
