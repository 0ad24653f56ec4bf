"""What the events of an incident say in the history of its ticket."""

from functools import cached_property

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from helpdesk.incidents.declaring import DONE, REOPENED, UNDECIDED
from helpdesk.models import IncidentClock, LegalClock, TicketEvent, Tlp
from helpdesk.wording import moment

Verb = TicketEvent.Verb


class IncidentWords:
    """One line about an event; names of clocks are read once, and only where one is spoken of."""

    VERBS = (Verb.CLAIMED, Verb.LINK, Verb.DETECTED, Verb.TLP, Verb.CLOCK, Verb.PACKAGE)

    @cached_property
    def clocks(self) -> dict[str, str]:
        return {clock.code: clock.name for clock in LegalClock.objects.all()}

    def say(self, event: TicketEvent) -> str:
        if event.verb == Verb.DETECTED:
            stated = parse_datetime(event.to_value) if event.to_value else None
            when = moment(stated) if stated else pgettext("moment", "not known")
            return _("noticed: %(when)s") % {"when": when}
        if event.verb == Verb.TLP:
            return _("who may know: %(label)s") % {"label": Tlp(event.to_value).label}
        if event.verb == Verb.CLOCK:
            return self._clock(event.to_value)
        return {
            Verb.CLAIMED: _("the reporter signed in and took the report over"),
            Verb.LINK: _("the reporter’s link was ended"),
            Verb.PACKAGE: _("a hand-over package was asked for"),
        }[event.verb]

    def _clock(self, value: str) -> str:
        code, _space, decision = value.partition(" ")
        words = {
            DONE: pgettext("legal clock", "sent"),
            REOPENED: pgettext("legal clock", "not sent after all"),
            UNDECIDED: pgettext("legal clock", "not decided yet"),
            **dict(IncidentClock.Standing.choices),
        }
        return f"{self.clocks.get(code, code)}: {words[decision]}"
