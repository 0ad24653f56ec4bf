"""The seam upwards: what the apps above answer when knowledge asks them.

An app above registers functions in its `wagtail_hooks.py` and returns these small dataclasses; knowledge
never imports that app. Each answer holds only what `user` may see.

- `related_to_requirement(requirement, user)` and `related_to_system(system, user)` → `RelatedItem`s;
- `amounts_paid(requirement_ids, user)` → values of projects that met them, by key of the requirement;
- `home_items(user)` → `HomeItem`s for the home page and the hubs;
- `concerns_of(organisation, user)` → `Concern`s: what the office asked about lately;
- `duties(organisation)` → `Duty` rows: what an office must do, and by when (checked legal facts only).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from django.utils import timezone
from wagtail import hooks

Section = Literal["new", "due", "training", "incident", "asked"]


@dataclass(frozen=True)
class RelatedItem:
    """One thing that belongs to a requirement or a system; `kind` is a plural heading, e.g. "Training"."""

    kind: str
    title: str
    url: str
    note: str = ""
    on: date | None = None
    amount: Decimal | None = None  # what it cost, in PLN


@dataclass(frozen=True)
class HomeItem:
    """One row of the home page or a hub; `audience` is a hub's code, empty for everybody."""

    section: Section
    title: str
    url: str
    note: str = ""
    at: datetime | None = None
    audience: str = ""


@dataclass(frozen=True)
class Duty:
    """What one office must do by a day; the day comes from a checked legal fact and is never moved."""

    title: str
    on: date
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Concern:
    """A requirement or a system that an office asked about lately: in how many tickets; a system's name."""

    times: int
    requirement_id: int | None = None
    system_id: int | None = None
    label: str = ""


def related_to_requirement(requirement, user) -> Mapping[str, Sequence[RelatedItem]]:
    """What the apps above know of `requirement`, by kind."""
    return _by_kind("related_to_requirement", requirement, user)


def related_to_system(system, user) -> Mapping[str, Sequence[RelatedItem]]:
    """What the apps above know of `system`, by kind."""
    return _by_kind("related_to_system", system, user)


def home_items(user, *, audience: str = "", most: int = 0) -> Mapping[str, Sequence[HomeItem]]:
    """Rows of the home page by section; with `audience` only those of that hub or of everybody.

    With `most`, at most so many new ones of each source, so that a busy archive does not hide a standard.
    """
    sections: dict[str, list[HomeItem]] = defaultdict(list)
    for answer in hooks.get_hooks("home_items"):
        items = [item for item in answer(user) if not audience or item.audience in ("", audience)]
        new = sorted((item for item in items if item.section == "new"), key=_moment, reverse=True)
        sections["new"] += new[: most or None]
        for item in items:
            if item.section != "new":
                sections[item.section].append(item)
    return {name: sorted(items, key=_moment) for name, items in sections.items()} | {
        "new": sorted(sections["new"], key=_moment, reverse=True)
    }


def duties(organisation) -> Sequence[Duty]:
    """What `organisation` must do, the nearest day first."""
    found = [duty for answer in hooks.get_hooks("duties") for duty in answer(organisation)]
    return sorted(found, key=lambda duty: (duty.on, duty.title))


def due_soon(organisation, items: Sequence[HomeItem], *, most: int = 4) -> Sequence[HomeItem]:
    """At most so many duties of an office and so many of `items`, as one list, the nearest day first."""
    own = duties(organisation)[:most] if organisation else []
    rows = [HomeItem("due", one.title, one.url, one.note, _morning(one.on)) for one in own]
    return sorted([*rows, *items[:most]], key=_moment)


def amounts_paid(requirement_ids: Sequence[int], user) -> Mapping[int, Sequence[Decimal]]:
    """What others paid, in PLN, by key of the requirement; in as many queries as apps know of it."""
    found: dict[int, list[Decimal]] = defaultdict(list)
    for answer in hooks.get_hooks("amounts_paid"):
        for key, amounts in answer(requirement_ids, user).items():
            found[key] += amounts
    return found


def concerns_of(organisation, user) -> Sequence[Concern]:
    """What `organisation` asked about lately, as far as `user` may read it."""
    asked = hooks.get_hooks("concerns_of")
    return [one for answer in asked for one in answer(organisation, user)]


def _by_kind(hook: str, subject, user) -> Mapping[str, Sequence[RelatedItem]]:
    kinds: dict[str, list[RelatedItem]] = defaultdict(list)
    for answer in hooks.get_hooks(hook):
        for item in answer(subject, user):
            kinds[str(item.kind)].append(item)
    return dict(kinds)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _moment(item: HomeItem) -> float:
    return item.at.timestamp() if item.at else float("inf")
