"""Access to the addresses of this app; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from helpdesk.actions import close
from helpdesk.models import Queue
from tests.access import NOT_THERE, TO_SIGN_IN, Address, everyone, members_only
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.mail.access import ADDRESSES as MAIL_ADDRESSES

DONE = 302
MEMBERS = ("requester", "coordinator", "delegate")
STAFF = ("agent", "supervisor", "administrator")


def a_ticket(cast: Cast) -> Mapping[str, object]:
    """The requester's ticket in the queue of the cast's agent."""
    queue = Queue.objects.filter(members__user=cast.agent).first() or make_desk(cast)
    return {"reference": make_ticket(cast.requester, cast.office, queue=queue).reference}


def a_closed_ticket(cast: Cast) -> Mapping[str, object]:
    queue = Queue.objects.filter(members__user=cast.agent).first() or make_desk(cast)
    ticket = make_ticket(cast.requester, cast.office, queue=queue)
    close(ticket, by=cast.requester)
    return {"reference": ticket.reference}


def for_roles(
    name: str,
    roles: tuple[str, ...],
    status: int,
    *,
    also: Mapping[str, int] | None = None,
    **fields,
) -> Address:
    """An address that is not there for anybody but `roles`."""
    statuses = {"anonymous": TO_SIGN_IN} | dict.fromkeys(roles, status) | dict(also or {})
    return Address(name, NOT_THERE, statuses, **fields)


def of_ticket(name: str, status: int = 200, **fields) -> Address:
    """An address of a requester's side; staff who answer the ticket are sent to the desk."""
    also = dict.fromkeys(STAFF, fields.pop("staff", status))
    return for_roles(name, MEMBERS, status, also=also, **{"arguments": a_ticket} | fields)


def of_desk(name: str, status: int = DONE, **fields) -> Address:
    return for_roles(name, STAFF, status, **{"arguments": a_ticket, "method": "post"} | fields)


ADDRESSES: list[Address] = [
    *MAIL_ADDRESSES,
    members_only("helpdesk:ticket_list"),
    members_only("helpdesk:ticket_new"),
    everyone("helpdesk:incident"),
    of_ticket("helpdesk:ticket", staff=DONE),
    of_ticket("helpdesk:ticket_news"),
    of_ticket("helpdesk:ticket_reply", DONE, method="post", data={"body": "Dziękuję."}),
    of_ticket("helpdesk:ticket_close", DONE, method="post"),
    of_ticket("helpdesk:ticket_reopen", DONE, method="post", arguments=a_closed_ticket),
    for_roles(
        "helpdesk:ticket_share",
        ("requester", *STAFF),
        DONE,
        also={"coordinator": 403, "delegate": 403},
        method="post",
        data={"is_restricted": "0"},
        arguments=a_ticket,
    ),
    for_roles("helpdesk:desk", ("agent", "other_agent", "supervisor", "administrator"), 200),
    for_roles("helpdesk:desk_next", ("agent", "other_agent", "supervisor", "administrator"), DONE),
    of_desk("helpdesk:desk_ticket", 200, method="get"),
    of_desk("helpdesk:desk_news", 200, method="get"),
    of_desk("helpdesk:desk_reply", data={"body": "Tak."}),
    of_desk("helpdesk:desk_note", data={"body": "Do sprawdzenia."}),
    of_desk("helpdesk:desk_status", data={"status": "pending"}),
    of_desk("helpdesk:desk_assign"),
    of_desk("helpdesk:desk_queue", 200, data={"queue": "0"}),
]
