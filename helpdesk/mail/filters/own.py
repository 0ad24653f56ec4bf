"""Our own messages that come back: the shortest loop."""

from django.conf import settings

from helpdesk.mail.incoming import Decision, Incoming
from helpdesk.mail.tokens import our_address
from helpdesk.models import Mailbox, RawMail


def judge(mail: Incoming) -> Decision | None:
    """Record a mail that we sent ourselves, or that claims to come from our own address."""
    is_ours = mail.parsed.header("x-loop") == settings.MAIL_DOMAIN.lower()
    senders = {sender.email for sender in mail.parsed.senders}
    is_from_us = our_address() in senders or Mailbox.objects.filter(address__in=senders).exists()
    if is_ours or is_from_us:
        return Decision(RawMail.Outcome.AUTO_REPLY, RawMail.Why.OWN)
    return None
