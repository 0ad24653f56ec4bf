"""A ticket's number typed into the search box leads those who may read it straight there."""

import re

from django.utils.text import capfirst

from foundation.search.suggesting import Suggestion
from helpdesk.models import Ticket

NUMBER = re.compile(r"\s*PW-(\d{4})-(\d{1,6})\s*", re.IGNORECASE | re.ASCII)


def ticket_numbered(text: str, user) -> Suggestion | None:
    """The ticket that `text` names, the zeros left out or not; None for whoever may not read it."""
    found = NUMBER.fullmatch(text[:40])
    if found is None:
        return None
    reference = f"PW-{found[1]}-{found[2].zfill(6)}"
    ticket = Ticket.objects.visible_to(user).filter(reference=reference).first()
    if ticket is None:
        return None
    return Suggestion(str(ticket), capfirst(Ticket._meta.verbose_name), ticket.get_absolute_url())
