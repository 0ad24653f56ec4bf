"""Working time, hours of a day and closed days as people write them."""

import re
from collections.abc import Sequence
from datetime import date, time
from itertools import pairwise

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.calendars.explanation import duration
from foundation.calendars.working_time import Window

LONGEST = 60 * 24 * 366  # minutes
CLOSED_DAY = re.compile(r"(?:(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)\.(\d\d?)\.(\d{4}))(?:[\s,;–-]+(.*))?")
WINDOW = re.compile(r"(\d\d?)(?:[:.](\d\d))?\s*[-–]\s*(\d\d?)(?:[:.](\d\d))?")
MINUTES = re.compile(r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*(?:min)?)?", re.IGNORECASE)


class MinutesField(forms.CharField):
    """Minutes of working time, written „4 h”, „1 h 30 min” or „45”."""

    def to_python(self, value: object) -> int | None:
        text = super().to_python(value).replace("\N{NO-BREAK SPACE}", " ").strip()
        if not text:
            return None
        found = MINUTES.fullmatch(text) if len(text) < 30 else None
        if found is None:
            raise ValidationError(_("Write hours and minutes, for example 4 h or 1 h 30 min."))
        minutes = int(found[1] or 0) * 60 + int(found[2] or 0)
        if not 0 < minutes <= LONGEST:
            raise ValidationError(_("Give a time between one minute and a year."))
        return minutes

    def prepare_value(self, value: object) -> object:
        return duration(value) if isinstance(value, int) else value


class SharesField(forms.CharField):
    """Shares in per cent: „50, 80, 100”."""

    def to_python(self, value: object) -> list[int]:
        words = re.split(r"[\s,;%]+", super().to_python(value).strip())
        numbers = [word for word in words if word]
        if not all(word.isascii() and word.isdigit() and len(word) <= 3 for word in numbers):
            raise ValidationError(_("Write numbers with commas between, for example 50, 80, 100."))
        return [int(word) for word in numbers]

    def prepare_value(self, value: object) -> object:
        return ", ".join(map(str, value)) if isinstance(value, list) else value


class HoursField(forms.CharField):
    """The windows of one day: „7:30–11:30, 12:00–15:30”; nothing means closed, 24:00 the day's end."""

    def to_python(self, value: object) -> tuple[Window, ...]:
        pieces = [one.strip() for one in super().to_python(value).split(",") if one.strip()]
        windows = tuple(_window(piece) for piece in pieces[:13])
        for earlier, later in pairwise(windows):
            if earlier.closes == time(0) or later.opens < earlier.closes:
                raise ValidationError(_("Hours of a day must follow one another."))
        return windows

    def prepare_value(self, value: object) -> object:
        if not isinstance(value, tuple):
            return value
        return ", ".join(f"{clock(w.opens)}–{clock(w.closes, is_end=True)}" for w in value)


class ClosedDaysField(forms.CharField):
    """One day a line, with its reason: „24.12.2026 dzień wolny za sobotę”."""

    widget = forms.Textarea({"rows": 5})

    def to_python(self, value: object) -> tuple[tuple[date, str], ...]:
        lines = [line.strip() for line in super().to_python(value).splitlines() if line.strip()]
        days = [_closed_day(line) for line in lines[:400]]
        if len({on for on, _name in days}) < len(days):
            raise ValidationError(_("A day is written twice."))
        return tuple(sorted(days))

    def prepare_value(self, value: object) -> object:
        if not isinstance(value, tuple):
            return value
        return "\n".join(f"{on:%d.%m.%Y} {name}" for on, name in value)


def clock(moment: time, *, is_end: bool = False) -> str:
    """Return „7:30”; midnight at the end of a day is „24:00”."""
    return "24:00" if is_end and moment == time(0) else f"{moment.hour}:{moment:%M}"


def _window(text: str) -> Window:
    found = WINDOW.fullmatch(text)
    try:
        opens = time(int(found[1]), int(found[2] or 0))
        hour, minute = int(found[3]), int(found[4] or 0)
        return Window(opens, time(0) if (hour, minute) == (24, 0) else time(hour, minute))
    except (TypeError, ValueError) as error:
        text = _("Write hours like 7:30–15:30, several with commas between.")
        raise ValidationError(text) from error


def _closed_day(line: str) -> tuple[date, str]:
    found = CLOSED_DAY.fullmatch(line)
    try:
        parts: Sequence[str] = found.groups()
        year, month, day = parts[:3] if parts[0] else (parts[5], parts[4], parts[3])
        return date(int(year), int(month), int(day)), (parts[6] or "").strip()[:100]
    except (AttributeError, ValueError) as error:
        text = _("Write one day a line, for example 24.12.2026 and the reason.")
        raise ValidationError(text) from error
