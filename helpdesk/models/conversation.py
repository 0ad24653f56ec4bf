from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from helpdesk.models.ticket import Ticket


def readable(rows: QuerySet, user, at: datetime | None, *, internal: Q) -> QuerySet:
    """Those `rows` of conversations that `user` may read; each row has a `ticket`.

    What is `internal` is read by those who answer the ticket, all the rest by all who see the ticket.
    Asked row by row: under an OR, PostgreSQL would gather every ticket of the two rules first, which
    took 0.2 s at a million tickets for the history of one.
    """
    ticket = Ticket.objects.filter(pk=OuterRef("ticket"))
    return rows.filter(
        (~internal & Exists(ticket.visible_to(user, at)))
        | (internal & Exists(ticket.served_by(user)))
    )
