"""What the history says about tickets that belong together."""

from django.utils.translation import gettext as _

from helpdesk.models import TicketEvent

Verb = TicketEvent.Verb


TIES = (Verb.PARENT, Verb.MERGED, Verb.JOINED, Verb.SPLIT, Verb.PART)


def other_of(event: TicketEvent) -> str:
    """The number of the ticket that `event` ties this one to; empty for every other event."""
    return event.to_value or event.from_value if event.verb in TIES else ""


def say(event: TicketEvent) -> str:
    """One line about a tie of tickets; empty for every other event.

    That a problem got one more part is said by the strip of facts: there may be hundreds.
    """
    if event.verb == Verb.PARENT and not event.to_value:
        return _("no part of %(reference)s any more") % {"reference": event.from_value}
    sentences = {
        Verb.PARENT: _("became a part of the larger problem %(reference)s"),
        Verb.MERGED: _("merged into %(reference)s, where we go on"),
        Verb.JOINED: _("took in the ticket %(reference)s"),
        Verb.SPLIT: _("one matter goes on in the new ticket %(reference)s"),
        Verb.PART: _("split off from the ticket %(reference)s"),
    }
    sentence = sentences.get(event.verb, "")
    return sentence and sentence % {"reference": other_of(event)}
