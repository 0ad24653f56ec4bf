"""Reply addresses: an unguessable token, bound to one ticket and one person, that expires."""

import base64
import time

from django.conf import settings
from django.utils.crypto import salted_hmac

from foundation.accounts.models import User
from helpdesk.models import Ticket

SALT = "helpdesk.mail.tokens"
GOOD_FOR_DAYS = 180


def reply_address(ticket: Ticket, user: User) -> str:
    """Return the address to which `user` answers by mail in `ticket`."""
    expires = int(time.time() // 86400) + GOOD_FOR_DAYS
    payload = f"{ticket.pk:x}-{user.pk:x}-{expires:x}"
    return f"odp-{payload}-{_signature(payload)}@{settings.MAIL_DOMAIN}"


def _signature(payload: str) -> str:
    """Eighty bits in lower case: mail systems may change the case of an address."""
    digest = salted_hmac(SALT, payload, algorithm="sha256").digest()[:10]
    return base64.b32encode(digest).decode().lower()
