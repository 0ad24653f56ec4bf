"""How many tickets one person may open in a while: a loop or a mistake ends by itself, and kindly."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from foundation.accounts.models import User
from helpdesk.models import Ticket

MOST = 30
WITHIN = timedelta(minutes=10)


def refuse_flood(requester: User, *, at: datetime) -> None:
    """Raise ValidationError, saying when to go on, where `requester` has opened `MOST` just now."""
    recent = Ticket.objects.filter(requester=requester, opened_at__gt=at - WITHIN)
    times = list(recent.order_by("-opened_at").values_list("opened_at", flat=True)[:MOST])
    if len(times) < MOST:
        return
    raise ValidationError(
        ngettext(
            "You have sent %(count)d ticket within ten minutes. You can send the next one "
            "at %(time)s. If it is one matter, describe it in one ticket.",
            "You have sent %(count)d tickets within ten minutes. You can send the next one "
            "at %(time)s. If it is one matter, describe it in one ticket.",
            MOST,
        )
        % {
            "count": MOST,
            "time": date_format(
                timezone.localtime(times[-1] + WITHIN + timedelta(minutes=1)), "H:i"
            ),
        },
        code="flood",
    )
