"""A deadline that explains itself: its moment and the steps that led to it, as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    START = "start"
    OUTSIDE_HOURS = "outside_hours"
    BREAK = "break"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSED_DAY = "closed_day"
    PAUSE = "pause"
    DUE = "due"


@dataclass(frozen=True)
class Step:
    """Why the clock stood still from `at` until `until`; START and DUE are moments.

    `name` is a holiday's or a closed day's name; `minutes` the working minutes that a pause took out.
    """

    kind: Kind
    at: datetime
    until: datetime
    name: str = ""
    minutes: int = 0

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "at": self.at.isoformat(),
            "until": self.until.isoformat(),
            "name": self.name,
            "minutes": self.minutes,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        moments = {key: datetime.fromisoformat(data[key]) for key in ("at", "until")}
        return cls(Kind(data["kind"]), **moments, name=data["name"], minutes=data["minutes"])


@dataclass(frozen=True)
class Deadline:
    """`due_at` in UTC, and the steps in order of time, START first and DUE last.

    Kept as JSON beside what it belongs to, the explanation stays true when the calendar is edited.
    """

    due_at: datetime
    steps: tuple[Step, ...]

    def to_json(self) -> dict[str, object]:
        return {
            "due_at": self.due_at.isoformat(),
            "steps": [step.to_json() for step in self.steps],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        steps = tuple(Step.from_json(step) for step in data["steps"])
        return cls(datetime.fromisoformat(data["due_at"]), steps)


def in_order(start: datetime, due_at: datetime, between: Sequence[Step]) -> tuple[Step, ...]:
    """Put the steps in order of time, neighbours of one kind joined, e.g. Saturday and Sunday."""
    joined: list[Step] = []
    for step in sorted(between, key=lambda step: (step.at, step.until)):
        last = joined[-1] if joined else step
        if last is not step and (last.kind, last.name, last.until) == (
            step.kind,
            step.name,
            step.at,
        ):
            joined[-1] = replace(last, until=step.until, minutes=last.minutes + step.minutes)
        else:
            joined.append(step)
    return (Step(Kind.START, start, start), *joined, Step(Kind.DUE, due_at, due_at))
