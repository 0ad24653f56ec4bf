"""Access to received mail; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from tests.access import NOT_THERE, TO_SIGN_IN, Address
from tests.cast import Cast
from tests.helpdesk.mail.factories import make_bytes, receive

STAFF = ("agent", "other_agent", "supervisor", "administrator")


def parked(cast: Cast) -> Mapping[str, object]:
    """A mail of somebody without an account, waiting."""
    raw = receive(make_bytes("obcy@obcy.test"))
    return {"pk": raw.pk}


def staff_only(name: str, status: int, **fields) -> Address:
    statuses = {"anonymous": TO_SIGN_IN} | dict.fromkeys(STAFF, status)
    return Address(name, NOT_THERE, statuses, **fields)


ADDRESSES: list[Address] = [
    staff_only("helpdesk:parked_mail", 200),
    staff_only("helpdesk:mail", 200, arguments=parked),
    staff_only("helpdesk:mail_source", 200, arguments=parked),
    staff_only("helpdesk:mail_html", 200, arguments=parked),
    # Without input each form comes back with its errors.
    staff_only("helpdesk:mail_to_ticket", 422, arguments=parked, method="post"),
    staff_only("helpdesk:mail_to_office", 422, arguments=parked, method="post"),
    staff_only("helpdesk:mail_discard", 422, arguments=parked, method="post"),
    staff_only("helpdesk:chosen_mail_take", 422, method="post"),
    staff_only("helpdesk:chosen_mail_discard", 422, method="post"),
    staff_only("helpdesk:chosen_mail_retry", 422, method="post"),
    staff_only("helpdesk:mail_assign", 302, arguments=parked, method="post"),
    staff_only("helpdesk:mail_retry", 302, arguments=parked, method="post"),
]
