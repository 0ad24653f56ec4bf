"""Due work of this app."""

from datetime import datetime

from helpdesk.mail.receiving import understand_again
from helpdesk.models import RawMail


def understand_mail(*, at: datetime, limit: int = 20) -> int:
    """Read stored mails whose first reader died or had no room; return how many."""
    mails = RawMail.objects.claim(at=at, limit=limit)
    for raw in mails:
        understand_again(raw, at=at)
    return len(mails)
