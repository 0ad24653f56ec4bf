"""What a letter may say of the one who reads it."""

from dataclasses import dataclass
from operator import attrgetter

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from foundation.placeholders import Placeholder, Placeholders
from foundation.searched import one_line


@dataclass(frozen=True)
class Facts:
    """Everything that a letter may say, in words."""

    person: str
    office: str
    course: str
    days: str
    place: str
    state: str
    address: str


def _placeholder(pl: str, en: str, field: str) -> Placeholder:
    fact = attrgetter(field)
    return Placeholder(pl, en, lambda facts: one_line(fact(facts)))


PLACEHOLDERS = Placeholders[Facts](
    [
        _placeholder("osoba", "person", "person"),
        _placeholder("urząd", "office", "office"),
        _placeholder("szkolenie", "course", "course"),
        _placeholder("termin", "date", "days"),
        _placeholder("miejsce", "place", "place"),
        _placeholder("stan", "state", "state"),
        _placeholder("adres", "address", "address"),
    ]
)


def fill(text: str, facts: Facts) -> str:
    return PLACEHOLDERS.fill(text, facts)


def check(text: str) -> None:
    """Raise ValidationError where `fill` would leave a mark."""
    PLACEHOLDERS.check(text)


def _hint() -> str:
    return _("Placeholders, also in the text: %(known)s.") % {"known": PLACEHOLDERS.names()}


hint = lazy(_hint, str)()
