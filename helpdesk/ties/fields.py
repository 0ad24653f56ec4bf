"""Form fields that name tickets by their numbers, among those that the person answers."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from helpdesk.models import Ticket

MOST_AT_ONCE = 300


class TicketField(forms.CharField):
    """The number of one ticket; cleans to the ticket. `user` is set by the form."""

    user: User | None = None

    def __init__(self, **kwargs) -> None:
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: str) -> Ticket | None:
        reference = super().clean(value).upper()
        return found_tickets([reference], self.user)[0] if reference else None


class TicketsField(forms.CharField):
    """Numbers of tickets, one after another; cleans to the tickets."""

    user: User | None = None

    def clean(self, value: str) -> list[Ticket]:
        references = list(dict.fromkeys(re.findall(r"[\w-]+", super().clean(value).upper())))
        if len(references) > MOST_AT_ONCE:
            raise forms.ValidationError(
                _("At most %(count)d tickets at once.") % {"count": MOST_AT_ONCE}
            )
        return found_tickets(references, self.user)


def found_tickets(references: list[str], user: User | None) -> list[Ticket]:
    """The tickets named, in order; raises ValidationError for a number of none that `user` answers."""
    found = {
        ticket.reference: ticket
        for ticket in Ticket.objects.served_by(user).filter(reference__in=references)
    }
    if missing := [reference for reference in references if reference not in found]:
        raise forms.ValidationError(
            _("You answer no ticket with this number: %(references)s.")
            % {"references": ", ".join(missing)}
        )
    return [found[reference] for reference in references]
