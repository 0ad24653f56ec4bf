"""The PDF of a hand-over package."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from foundation.typesetting import typeset

TEMPLATE = Path(__file__).parent / "typst" / "package.typ"


# What the template says of its own.
WORDS = {
    "title": _("Incident: hand-over package"),
    "facts": _("Facts"),
    "reference": _("Number"),
    "sort": _("What happened"),
    "office": _("Office"),
    "reported_by": _("Reported by"),
    "unconfirmed": _("not confirmed"),
    "system": _("System"),
    "status": _("Status"),
    "opened_at": _("Reported at"),
    "detected_at": _("Noticed at"),
    "tlp": _("Who may know"),
    "clocks": _("Legal clocks declared by the office"),
    "clock": _("Duty"),
    "basis": _("Act and unit"),
    "standing": _("State"),
    "due": _("Due"),
    "timeline": _("What happened when"),
    "messages": _("Messages"),
    "files": _("Files"),
    "file": _("File"),
    "size": _("Bytes"),
    "none": _("none"),
    "unchecked": _("to be confirmed"),
    "notice": _("This is not a report to the CSIRT or to the data-protection office (UODO)."),
    "made": _("Made on"),
    "made_for": _("for"),
    "page": _("page"),
}


def write_pdf(facts: Mapping[str, object]) -> bytes:
    """The PDF of `facts` as made by `content_of`, in the language that is active now.

    Raises ValidationError where typst does not take them.
    """
    words = {name: str(word) for name, word in WORDS.items()}
    data = {"facts": facts, "words": words, "moments": _moments(facts)}
    return typeset(TEMPLATE, data, made_at=datetime.fromisoformat(facts["made_at"]))


def _moments(facts: Mapping[str, object]) -> dict[str, str]:
    """Every moment of the facts as people write it."""
    found = {facts["opened_at"], facts["detected_at"], facts["made_at"]}
    found |= {line["at"] for line in [*facts["timeline"], *facts["messages"]]}
    for clock in facts["legal_clocks"]:
        found |= {clock["due_at"], clock["done_at"]}
    return {
        moment: date_format(timezone.localtime(datetime.fromisoformat(moment)), "j E Y, H:i")
        for moment in found - {None}
    }
