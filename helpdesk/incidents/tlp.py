"""What the labels of the Traffic Light Protocol 2.0 (FIRST, in force since August 2022) allow."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helpdesk.models import Tlp

MEANINGS: dict[str, str | Promise] = {
    Tlp.RED: _("only the people who deal with this report"),
    Tlp.AMBER_STRICT: _("only the support point, whoever in it needs to know"),
    Tlp.AMBER: _("the support point and those whose help is needed, such as a system’s owner"),
    Tlp.GREEN: _("other offices too, but not the public"),
    Tlp.CLEAR: _("everybody"),
}


def choices() -> Sequence[tuple[str, str]]:
    """Labels with their meanings, for a form."""
    return [(label.value, f"{label.label} – {MEANINGS[label]}") for label in Tlp]
