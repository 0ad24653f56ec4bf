"""Access to the addresses of this app; the form is described in `tests/access.py`."""

from foundation.mailing.actions import notify
from foundation.mailing.models import OutgoingMail
from tests.access import NO_GET, NOT_THERE, TO_SIGN_IN, Address, members_only
from tests.cast import Cast
from tests.mailing.factories import make_mail


def requesters_notification(cast: Cast) -> dict[str, int]:
    return {"pk": notify(cast.requester, kind="ticket", text="Nowa odpowiedź").pk}


def parked_mail(cast: Cast) -> dict[str, int]:
    mail = OutgoingMail.objects.parked().first() or make_mail(cast.requester)
    mail.park(reason="550 no such user")
    return {"pk": mail.pk}


SIGN_IN = {"anonymous": TO_SIGN_IN}
POST_OFFICE = {**SIGN_IN, "supervisor": 200, "administrator": 200}
DECIDED = {**SIGN_IN, "supervisor": 302, "administrator": 302}

ADDRESSES: list[Address] = [
    members_only("mailing:preferences"),
    members_only("mailing:notifications"),
    members_only("mailing:notifications_unread"),
    Address("mailing:notifications_read", NO_GET, SIGN_IN),
    Address(
        "mailing:notification",
        NOT_THERE,
        {**SIGN_IN, "requester": 302},
        arguments=requesters_notification,
    ),
    Address("mailing:unsent", NOT_THERE, POST_OFFICE),
    Address("mailing:unsent_retry", NOT_THERE, DECIDED, arguments=parked_mail, method="post"),
    Address("mailing:unsent_discard", NOT_THERE, DECIDED, arguments=parked_mail, method="post"),
]
