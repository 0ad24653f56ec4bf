"""How much mail waits for a person: for the desk and for a supervisor's overview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.urls import reverse

from foundation.accounts.models import User
from helpdesk.models import Mailbox, RawMail


@dataclass(frozen=True)
class WaitingMail:
    """Numbers as `user` may see them; `url` is the page where they are worked off."""

    count: int
    mine: int
    unassigned: int
    oldest_at: datetime | None
    failing_mailboxes: Sequence[Mailbox]
    url: str


def waiting_mail(user: User) -> WaitingMail:
    """What waits for a decision, and mailboxes that could not be collected; two queries."""
    numbers = (
        RawMail.objects.visible_to(user)
        .parked()
        .aggregate(
            count=Count("pk"),
            mine=Count("pk", filter=Q(assignee=user)),
            unassigned=Count("pk", filter=Q(assignee=None)),
            oldest_at=Min("received_at"),
        )
    )
    failing = list(Mailbox.objects.active().exclude(reason="").only("address", "reason"))
    return WaitingMail(**numbers, failing_mailboxes=failing, url=reverse("helpdesk:parked_mail"))
