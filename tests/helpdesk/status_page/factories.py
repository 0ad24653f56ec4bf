"""Notices for tests."""

from helpdesk.models import ServiceNotice
from helpdesk.status_page.actions import open_notice
from tests.cast import Cast
from tests.helpdesk.factories import make_system

WORDS = {"text_pl": "Przesyłki docierają z opóźnieniem.", "text_en": "Items arrive late."}


def make_notice(cast: Cast, **fields) -> ServiceNotice:
    """A difficulty that is going on."""
    defaults = {
        "by": cast.agent,
        "systems": fields.pop("systems", None) or [make_system(name="e-Doręczenia")],
        "title_pl": "Opóźnienia w odbiorze",
        "title_en": "Delays in receiving",
        "words": WORDS,
    }
    return open_notice(**defaults | fields)
