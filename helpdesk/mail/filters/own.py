"""Our own messages that come back: the shortest loop."""

from django.conf import settings

from helpdesk.mail.incoming import Decision, Incoming
from helpdesk.mail.tokens import our_address
from helpdesk.models import RawMail


def judge(mail: Incoming) -> Decision | None:
    """Record a mail that we sent ourselves, or that claims to come from our own address."""
    is_ours = mail.parsed.header("x-loop") == settings.MAIL_DOMAIN.lower()
    if is_ours or any(sender.email == our_address() for sender in mail.parsed.senders):
        return Decision(RawMail.Outcome.AUTO_REPLY, RawMail.Why.OWN)
    return None
