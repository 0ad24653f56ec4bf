"""How often an open form may be used: counted by source and hour, under a hash that is good for one day.

Neither the address of a computer nor an e-mail address is kept; the counts are deleted after a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from allauth.core.internal.httpkit import get_client_ip
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from helpdesk.models import UseCount

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cap:
    """At most `most` uses within `hours` by one source; `source` may be empty: then nothing is counted."""

    what: str
    source: str
    most: int
    hours: int = 1


def sources(request: HttpRequest) -> tuple[str, str]:
    """The line that asks, and its network: an address and /24 of IPv4, /64 and /48 of IPv6.

    Whoever has one IPv6 line has all 2^64 addresses of its /64.
    """
    found = get_client_ip(request)
    if not found:
        return "", ""
    address = ip_address(found)
    address = getattr(address, "ipv4_mapped", None) or address
    widths = (32, 24) if address.version == 4 else (64, 48)
    line, network = (str(ip_network(f"{address}/{width}", strict=False)) for width in widths)
    return line, network


def count(caps: Sequence[Cap], *, at: datetime | None = None) -> None:
    """Count one use for every source; raise ValidationError where one of them used it too often.

    Call it outside the transaction of what is being limited, so that refused tries count too.
    """
    at = at or timezone.now()
    over = [_is_over(cap, at) for cap in caps if cap.source]  # every one of them is counted
    if any(over):
        raise ValidationError(
            _(
                "Too many reports came from here in a short time. Try again in an hour; in an urgent "
                "matter use the official channels."
            ),
            code="too_many",
        )


def forget(*, at: datetime) -> None:
    """Delete counts that no cap reads any more."""
    UseCount.objects.filter(hour__lt=at - DAY).delete()


def _is_over(cap: Cap, at: datetime) -> bool:
    key = _key(cap, at)
    hour = at.replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        UseCount.objects.get_or_create(key=key, hour=hour)
        UseCount.objects.filter(key=key, hour=hour).update(count=F("count") + 1)
    recent = UseCount.objects.filter(key=key, hour__gt=hour - timedelta(hours=cap.hours))
    return recent.aggregate(used=Sum("count"))["used"] > cap.most


def _key(cap: Cap, at: datetime) -> str:
    words = f"{timezone.localdate(at)}:{cap.what}:{cap.source.strip().lower()}"
    return salted_hmac("helpdesk.incidents.caps", words, algorithm="sha256").hexdigest()
