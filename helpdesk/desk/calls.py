"""How many calls became tickets."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from foundation.accounts.models import User
from helpdesk.models import Channel, Ticket, TicketEvent


def calls_today(user: User, *, at: datetime) -> Mapping[str, int]:
    """Tickets from calls since midnight, in the queues that `user` answers: of all, and their own."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    served = Ticket.objects.served_by(user).filter(channel=Channel.PHONE, opened_at__gte=midnight)
    opened = TicketEvent.objects.filter(
        verb=TicketEvent.Verb.OPENED, ticket__in=served.values("pk")
    )
    return opened.aggregate(all=Count("pk"), own=Count("pk", filter=Q(actor=user)))
