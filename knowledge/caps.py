"""How often one line may use an open form in an hour: counted in the cache, under a hash good for one day."""

from ipaddress import ip_address, ip_network

from allauth.core.internal.httpkit import get_client_ip
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

HOUR = 3600  # seconds


def count_use(request: HttpRequest, what: str, *, most: int) -> None:
    """Count one use; raise ValidationError past `most`. An IPv6 line has all the addresses of its /64."""
    found = get_client_ip(request)
    if not found:
        return
    address = ip_address(found)
    width = 32 if address.version == 4 else 64
    line = ip_network(f"{address}/{width}", strict=False)
    words = f"{timezone.localdate()}:{what}:{line}"
    key = f"uses:{salted_hmac('knowledge.caps', words, algorithm='sha256').hexdigest()}"
    cache.add(key, 0, timeout=HOUR)
    if cache.incr(key) > most:
        raise ValidationError(
            _("This was used from here many times in a short while. Try again in an hour."),
            code="too_many",
        )
