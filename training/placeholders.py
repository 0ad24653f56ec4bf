"""What may stand between `{{` and `}}` in a letter: a fixed list, looked up, never evaluated."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MARK = re.compile(r"\{\{([^{}]*)\}\}")


@dataclass(frozen=True)
class Placeholder:
    """A name in each language, and the field of `Facts` that takes its place."""

    pl: str
    en: str
    fact: str


@dataclass(frozen=True)
class Facts:
    """Everything that a letter may say of the one who reads it, in words."""

    person: str
    office: str
    course: str
    days: str
    place: str
    state: str
    address: str


PLACEHOLDERS = (
    Placeholder("osoba", "person", "person"),
    Placeholder("urząd", "office", "office"),
    Placeholder("szkolenie", "course", "course"),
    Placeholder("termin", "date", "days"),
    Placeholder("miejsce", "place", "place"),
    Placeholder("stan", "state", "state"),
    Placeholder("adres", "address", "address"),
)
BY_NAME = {name: one for one in PLACEHOLDERS for name in (one.pl, one.en)}


def fill(text: str, facts: Facts) -> str:
    """Return `text` with every known placeholder replaced, once: a value is never read again."""

    def value(found: re.Match) -> str:
        known = BY_NAME.get(found[1].strip().lower())
        return found[0] if known is None else " ".join(getattr(facts, known.fact).split())

    return MARK.sub(value, text)


def check(text: str) -> None:
    """Raise ValidationError, naming the culprit and all that is known, where `fill` would leave a mark."""
    unknown = [name.strip() for name in MARK.findall(text) if name.strip().lower() not in BY_NAME]
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
    return _("Placeholders, also in the text: %(known)s.") % {"known": _names()}


hint = lazy(_hint, str)()


def _names() -> str:
    is_english = (get_language() or "pl").startswith("en")
    return ", ".join("{{ %s }}" % (one.en if is_english else one.pl) for one in PLACEHOLDERS)
