"""What a worried person needs first. Official channels are facts to be confirmed before release."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class OfficialChannel:
    """Where the law wants an incident reported; none of these is us."""

    name: str
    what: str | Promise
    url: str


OFFICIAL_CHANNELS = (
    OfficialChannel(
        "CSIRT NASK",
        _("incidents in the systems of local governments and their units"),
        "https://incydent.cert.pl/",
    ),
    OfficialChannel(
        "UODO",
        _("a breach of personal data, by the administrator of the data"),
        "https://uodo.gov.pl/pl/134/233",
    ),
    OfficialChannel("Policja", _("a crime: fraud, extortion, break-in"), "https://www.policja.pl/"),
)

ADVICE = (
    _("Unplug the affected computer from the network; do not switch it off."),
    _("Do not pay and do not answer the attacker."),
    _("Write down what you saw and when, take photographs of the screen."),
    _("Do not restore copies before you know how the attacker came in."),
    _("Tell the head of the office and whoever looks after the systems."),
)
