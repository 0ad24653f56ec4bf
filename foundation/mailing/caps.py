"""How much may be written in an hour: a loop or a flood ends by itself, and visibly."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from foundation.mailing.identity import Identity
from foundation.mailing.models import OutgoingMail, Suppression

HOUR = timedelta(hours=1)
PER_RECIPIENT = 40
PER_RECIPIENT_URGENT = 15
PER_SUBJECT_KEY = 100


def stopped_because(identity: Identity, *, is_urgent: bool, at: datetime) -> str:
    """Why this mail may not be sent now, or an empty string.

    Sign-in mails are counted apart: a flood of news must not lock anybody out, nor the reverse.
    """
    if Suppression.objects.filter(address=identity.recipient).exists():
        return _("The address is on the list of addresses not to be written to.")
    last_hour = OutgoingMail.objects.filter(created_at__gt=at - HOUR, created_at__lte=at)
    to_recipient = last_hour.filter(recipient=identity.recipient, is_urgent=is_urgent)
    if to_recipient.count() >= (PER_RECIPIENT_URGENT if is_urgent else PER_RECIPIENT):
        return _("Stopped: too many messages to this address within an hour.")
    about = last_hour.filter(subject_key=identity.subject_key)
    if not is_urgent and about.count() >= PER_SUBJECT_KEY:
        return _("Stopped: too many messages about the same matter within an hour.")
    return ""
