"""Too much from one address: a loop without any mark of one, or somebody's anger."""

from datetime import timedelta

from helpdesk.mail.incoming import Decision, Incoming, park
from helpdesk.models import RawMail

PER_HOUR = 30
TAKEN = (RawMail.Outcome.TICKET, RawMail.Outcome.FOLLOW_UP, RawMail.Outcome.OWNER)


def judge(mail: Incoming) -> Decision | None:
    """Set aside what one address sends beyond thirty messages an hour."""
    if not mail.sender.email:
        return None
    recent = RawMail.objects.filter(
        sender_email=mail.sender.email,
        received_at__gt=mail.at - timedelta(hours=1),
        outcome__in=TAKEN,
    )
    return park(RawMail.Why.TOO_MANY) if recent.count() >= PER_HOUR else None
