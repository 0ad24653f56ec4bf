"""A ticket's words as they may leave it: whose names are taken out."""

from django.db.models import Q

from foundation.accounts.models import User
from helpdesk.anonymising import Cleaned, clean
from helpdesk.models import Ticket


def cleaned(text: str, ticket: Ticket) -> Cleaned:
    """`text` without the people of `ticket` and without its office."""
    offices = [ticket.organisation.name] if ticket.organisation else []
    return clean(text, people=people_of(ticket), offices=offices)


def people_of(ticket: Ticket) -> list[str]:
    """Names of everybody who wrote in `ticket`, asked, answered or sent a mail into it."""
    wrote = Q(ticket_messages__ticket=ticket) | Q(pk=ticket.requester_id) | Q(pk=ticket.assignee_id)
    names = list(User.objects.filter(wrote).distinct().values_list("name", flat=True))
    senders = ticket.messages.exclude(sender_name="").values_list("sender_name", flat=True)
    return names + list(senders)
