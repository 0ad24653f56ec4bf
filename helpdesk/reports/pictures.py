"""Figures as shapes: places in per cent of a picture, so that text keeps its size at every width."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpdesk.reports.figures import Step

# In per cent of the picture's height: the zero line, and what one label needs.
FLOOR, LABEL_ROOM = 92, 18


@dataclass(frozen=True)
class Line:
    """A piece of a drawn line, in per cent of the picture's width and height."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Curve:
    """One row of values as pieces of a line, and where its label stands, in per cent."""

    lines: Sequence[Line]
    end: float

    @property
    def label_y(self) -> str:
        return percent(self.end)


@dataclass(frozen=True)
class Bar:
    """One column: its place, its height, and where its figure stands."""

    label: str
    value: int
    x: str
    middle: str
    width: str
    y: str
    height: str
    text_y: str


def percent(value: float) -> str:
    return f"{value:.2f}%"


def curve(values: Sequence[int], highest: int) -> Curve:
    """`values` from left to right, `highest` near the upper edge."""
    width = 100 / max(1, len(values) - 1)
    heights = [_height(value, highest) for value in values]
    lines = [
        Line(
            percent(width * i),
            percent(heights[i]),
            percent(width * (i + 1)),
            percent(heights[i + 1]),
        )
        for i in range(len(values) - 1)
    ]
    return Curve(lines, heights[-1] if heights else FLOOR)


def flow(steps: Sequence[Step]) -> tuple[Curve, Curve]:
    """What came in and what was finished, on one scale, their labels kept apart."""
    highest = max((max(step.opened, step.finished) for step in steps), default=0)
    came = curve([step.opened for step in steps], highest)
    went = curve([step.finished for step in steps], highest)
    upper, lower = (came, went) if came.end <= went.end else (went, came)
    if (missing := LABEL_ROOM - (lower.end - upper.end)) > 0:
        moved = {
            id(upper): replace(upper, end=upper.end - missing / 2),
            id(lower): replace(lower, end=lower.end + missing / 2),
        }
        came, went = moved[id(came)], moved[id(went)]
    return came, went


def _height(value: int, highest: int) -> float:
    return FLOOR - (FLOOR - 8) * value / max(1, highest)


def columns(labels: Sequence[str], values: Sequence[int]) -> Sequence[Bar]:
    """A column for each value, its figure above it."""
    highest, slot = max([*values, 1]), 100 / max(1, len(values))
    bars = []
    for place, (label, value) in enumerate(zip(labels, values, strict=True)):
        height = 68 * value / highest
        bars.append(
            Bar(
                label,
                value,
                percent(slot * place + slot * 0.14),
                percent(slot * (place + 0.5)),
                percent(slot * 0.72),
                percent(84 - height),
                percent(height),
                percent(84 - height - 4),
            )
        )
    return bars


def share_of(value: int | None, highest: int) -> str:
    """How long a bar is, in per cent; something that is there is never invisible."""
    return percent(max(1.5, 100 * value / highest)) if value and highest else "0%"
