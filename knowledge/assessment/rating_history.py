"""The history of a rating in words: who changed what, from what to what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.accounts.models import User
from knowledge.assessment.rating_merge import Values
from knowledge.assessment.rating_values import BLANK, values_of
from knowledge.models import RatingEvent, RequirementRating

Names = Mapping[int, str]


@dataclass(frozen=True)
class Line:
    """One field: its label, what stood there before, what stands there since."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One event with what it changed; `can_restore` where these values could be put back."""

    event: RatingEvent
    lines: Sequence[Line]
    can_restore: bool


def history_of(rating: RequirementRating) -> Sequence[Entry]:
    """The newest first."""
    events = list(rating.events.select_related("by", "mandate__serving"))
    names = _names(events)
    before, entries = BLANK, []
    for event in events:
        entries.append(_entry(event, before, rating, names))
        if event.revision is not None:
            before = event.values
    return entries[::-1]


def kept_beside(rating: RequirementRating, user: User) -> Entry | None:
    """What `user` wrote last and could not be stored, until they have decided about it."""
    verbs = RatingEvent.Verb
    about = (verbs.SET_ASIDE, verbs.CHANGED, verbs.LEFT)
    last = rating.events.filter(by=user, verb__in=about).order_by("-pk").first()
    if last is None or last.verb != verbs.SET_ASIDE:
        return None
    return _entry(last, values_of(rating), rating, {**_names([last]), **_named(rating)})


def _entry(event: RatingEvent, before: Values, rating: RequirementRating, names: Names) -> Entry:
    after = {**before, **event.values}
    lines = [
        Line(_labels()[name], _word(name, before[name], names), _word(name, after[name], names))
        for name in _labels()
        if before[name] != after[name]
    ]
    is_past = event.revision is not None and event.revision != rating.revision
    return Entry(event, lines, is_past or event.verb == RatingEvent.Verb.SET_ASIDE)


def _labels() -> Mapping[str, str]:
    return {
        "result": _("rating"),
        "reason": _("reason"),
        "comment": _("comment"),
        "responsible_id": _("person responsible"),
        "due_on": _("to be done by"),
    }


def _word(name: str, value: object, names: Names) -> str:
    if name == "result":
        return str(RequirementRating.Result(value).label) if value else _("not rated yet")
    if name == "responsible_id":
        return (
            names.get(value, _("somebody who left")) if value else pgettext("responsible", "nobody")
        )
    if name == "due_on":
        return formats.date_format(parse_date(value), "j E Y") if value else _("no day")
    return str(value) or _("nothing")


def _names(events: Sequence[RatingEvent]) -> Names:
    keys = {event.values.get("responsible_id") for event in events} - {None}
    return {key: str(user) for key, user in User.objects.in_bulk(keys).items()} if keys else {}


def _named(rating: RequirementRating) -> Names:
    return {rating.responsible_id: str(rating.responsible)} if rating.responsible_id else {}
