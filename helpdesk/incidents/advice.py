"""What to do at once, by kind of incident; the words stand in advice.toml in both languages."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import get_language

from helpdesk.models import IncidentSort

TEXTS = tomllib.loads((Path(__file__).parent / "advice.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Advice:
    """`steps` in order of urgency; `never` is what makes it worse."""

    sort: IncidentSort
    steps: Sequence[str]
    never: str


def advice(sort: str) -> Advice:
    """The advice for one kind of incident in the reader's language."""
    language = "en" if get_language() == "en" else "pl"
    text = TEXTS[sort][language]
    return Advice(IncidentSort(sort), text["steps"], text["never"])
