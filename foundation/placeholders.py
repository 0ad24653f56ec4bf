"""What may stand between `{{` and `}}` in a text that somebody prepares: a fixed list, looked up, never
evaluated."""

import re
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MARK = re.compile(r"\{\{([^{}]*)\}\}")

Facts = TypeVar("Facts")


class Placeholder(NamedTuple):
    """One name in each language, and how its value is taken from the facts, as text of one line."""

    pl: str
    en: str
    value: Callable[[Facts], str]


class Placeholders(Generic[Facts]):
    def __init__(self, known: Sequence[Placeholder]) -> None:
        self.known = known
        self.by_name = {name: one for one in known for name in (one.pl, one.en)}

    def fill(self, text: str, facts: Facts) -> str:
        """Return `text` with every known placeholder replaced, once: a value is never read again."""

        def value(found: re.Match) -> str:
            one = self.by_name.get(found[1].strip().lower())
            return found[0] if one is None else one.value(facts)

        return MARK.sub(value, text)

    def check(self, text: str) -> None:
        """Raise ValidationError, naming the culprit and all that is known, where `fill` would leave a mark."""
        marks = [found.strip() for found in MARK.findall(text)]
        unknown = [name for name in marks if name.lower() not in self.by_name]
        if unknown:
            raise ValidationError(
                _("There is no placeholder {{ %(name)s }}. Known are: %(known)s."),
                code="placeholder",
                params={"name": unknown[0], "known": self.names()},
            )
        rest = MARK.sub("", text)
        if "{{" in rest or "}}" in rest:
            raise ValidationError(
                _("A placeholder begins with {{ and ends with }}: one of these is missing."),
                code="placeholder",
            )

    def names(self) -> str:
        """All of them, as they are written in the active language."""
        is_english = (get_language() or "pl").startswith("en")
        return ", ".join("{{ %s }}" % (one.en if is_english else one.pl) for one in self.known)
