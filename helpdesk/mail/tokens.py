"""Reply addresses: an unguessable token, bound to one ticket and one person, that expires."""

import base64
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from foundation.accounts.models import User
from helpdesk.models import Ticket

SALT = "helpdesk.mail.tokens"
GOOD_FOR_DAYS = 180
TOKEN = re.compile(r"\+([0-9a-f]{1,12}-[0-9a-f]{1,12}-[0-9a-f]{1,6})-([a-z2-7]{16})@")


@dataclass(frozen=True)
class ReplyToken:
    """What a valid reply address stands for."""

    ticket_id: int
    user_id: int


def our_address() -> str:
    """The address of the support point's mailbox, in lower case."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()


def reply_address(ticket: Ticket, user: User) -> str:
    """The address to which `user` answers by mail in `ticket`: our mailbox with a token after `+`."""
    expires = _today() + GOOD_FOR_DAYS
    payload = f"{ticket.pk:x}-{user.pk:x}-{expires:x}"
    local, _at, domain = our_address().partition("@")
    return f"{local}+{payload}-{_signature(payload)}@{domain}"


def read_token(addresses: Iterable[str]) -> ReplyToken | None:
    """The first valid, unexpired token among `addresses`; None where there is none."""
    for address in addresses:
        found = TOKEN.search(address.lower())
        if found and constant_time_compare(_signature(found[1]), found[2]):
            ticket, user, expires = (int(piece, 16) for piece in found[1].split("-"))
            if expires >= _today():
                return ReplyToken(ticket, user)
    return None


def _today() -> int:
    return int(time.time() // 86400)


def _signature(payload: str) -> str:
    """Eighty bits in lower case: mail systems may change the case of an address."""
    digest = salted_hmac(SALT, payload, algorithm="sha256").digest()[:10]
    return base64.b32encode(digest).decode().lower()
