"""The address to which the owner of a system answers: unguessable, bound to one hand-over, expiring."""

import base64
import re
import time
from collections.abc import Iterable

from django.utils.crypto import constant_time_compare, salted_hmac

from helpdesk.mail.tokens import our_address
from helpdesk.models import HandOver

SALT = "helpdesk.owners.tokens"
GOOD_FOR_DAYS = 365
TOKEN = re.compile(r"\+o([0-9a-f]{1,12}-[0-9a-f]{1,6})-([a-z2-7]{16})@")


def answer_address(hand_over: HandOver) -> str:
    """Our mailbox with a token after `+o`, for answers to `hand_over` alone."""
    payload = f"{hand_over.pk:x}-{_today() + GOOD_FOR_DAYS:x}"
    local, _at, domain = our_address().partition("@")
    return f"{local}+o{payload}-{_signature(payload)}@{domain}"


def read_hand_over(addresses: Iterable[str]) -> HandOver | None:
    """The hand-over of the first valid, unexpired token among `addresses`; None where there is none."""
    for address in addresses:
        found = TOKEN.search(address.lower())
        if found and constant_time_compare(_signature(found[1]), found[2]):
            key, expires = (int(piece, 16) for piece in found[1].split("-"))
            if expires >= _today():
                known = HandOver.objects.select_related("ticket", "by", "system")
                return known.filter(pk=key).first()
    return None


def _today() -> int:
    return int(time.time() // 86400)


def _signature(payload: str) -> str:
    digest = salted_hmac(SALT, payload, algorithm="sha256").digest()[:10]
    return base64.b32encode(digest).decode().lower()
