"""What a prepared answer may say of the ticket it is written in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.accounts.models import User
from foundation.placeholders import Placeholder, Placeholders
from foundation.searched import one_line

if TYPE_CHECKING:
    from helpdesk.models import Ticket

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


def _placeholder(pl: str, en: str, value: Callable[[Writing], object]) -> Placeholder:
    """A value as text of one line: what a requester typed must not begin a heading or a list."""

    def shown(writing: Writing) -> str:
        found = value(writing)
        return one_line(str(found)) if found else NOTHING

    return Placeholder(pl, en, shown)


PLACEHOLDERS = Placeholders[Writing](
    [
        _placeholder("urząd", "office", lambda w: w.ticket.organisation),
        _placeholder("zgłaszający", "requester", lambda w: w.ticket.requester),
        _placeholder("numer", "number", lambda w: w.ticket.reference),
        _placeholder("temat", "subject", lambda w: w.ticket.subject),
        _placeholder("kolejka", "queue", lambda w: w.ticket.queue),
        _placeholder("konsultant", "agent", lambda w: w.agent),
        _placeholder("data", "date", lambda w: date_format(timezone.localdate(w.at), "j E Y")),
    ]
)


def fill(text: str, writing: Writing) -> str:
    """`text` with every placeholder replaced, in the language of the one who will read it."""
    with override(writing.language):
        return PLACEHOLDERS.fill(text, writing)


def check(text: str) -> None:
    """Raise ValidationError where `fill` would leave a mark."""
    PLACEHOLDERS.check(text)


def _hint() -> str:
    return _("Markdown. Placeholders: %(known)s.") % {"known": PLACEHOLDERS.names()}


hint = lazy(_hint, str)()
