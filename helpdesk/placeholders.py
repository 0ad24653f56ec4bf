"""What may stand between `{{` and `}}` in a prepared text: a fixed list, looked up, never evaluated."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.accounts.models import User
from foundation.searched import one_line

if TYPE_CHECKING:
    from helpdesk.models import Ticket

MARK = re.compile(r"\{\{([^{}]*)\}\}")
NOTHING = "–"


@dataclass(frozen=True)
class Writing:
    """What the values are taken from."""

    ticket: "Ticket"
    agent: User
    at: datetime

    @property
    def language(self) -> str:
        """The language of the one who will read it."""
        return self.ticket.requester.language if self.ticket.requester else "pl"


@dataclass(frozen=True)
class Placeholder:
    """One name in each language, and where its value comes from."""

    pl: str
    en: str
    value: Callable[[Writing], object]


PLACEHOLDERS = (
    Placeholder("urząd", "office", lambda w: w.ticket.organisation),
    Placeholder("zgłaszający", "requester", lambda w: w.ticket.requester),
    Placeholder("numer", "number", lambda w: w.ticket.reference),
    Placeholder("temat", "subject", lambda w: w.ticket.subject),
    Placeholder("kolejka", "queue", lambda w: w.ticket.queue),
    Placeholder("konsultant", "agent", lambda w: w.agent),
    Placeholder("data", "date", lambda w: date_format(timezone.localdate(w.at), "j E Y")),
)
BY_NAME = {name: one for one in PLACEHOLDERS for name in (one.pl, one.en)}


def fill(text: str, writing: Writing) -> str:
    """Return `text` with every known placeholder replaced, once: a value is never read again."""

    def value(found: re.Match) -> str:
        known = BY_NAME.get(found[1].strip().lower())
        return found[0] if known is None else _one_line(known.value(writing))

    with override(writing.language):
        return MARK.sub(value, text)


def check(text: str) -> None:
    """Raise ValidationError, naming the culprit and all that is known, where `fill` would leave a mark."""
    unknown = [
        found.strip() for found in MARK.findall(text) if found.strip().lower() not in BY_NAME
    ]
    if unknown:
        raise ValidationError(
            _("There is no placeholder {{ %(name)s }}. Known are: %(known)s."),
            code="placeholder",
            params={"name": unknown[0], "known": _names()},
        )
    rest = MARK.sub("", text)
    if "{{" in rest or "}}" in rest:
        raise ValidationError(
            _("A placeholder begins with {{ and ends with }}: one of these is missing."),
            code="placeholder",
        )


def _hint() -> str:
    return _("Markdown. Placeholders: %(known)s.") % {"known": _names()}


hint = lazy(_hint, str)()


def _names() -> str:
    return ", ".join("{{ %s }}" % one.pl for one in PLACEHOLDERS)  # noqa: UP031  braces


def _one_line(value: object) -> str:
    """A value as text of one line: what a requester typed must not begin a heading or a list."""
    return one_line(str(value)) if value else NOTHING
