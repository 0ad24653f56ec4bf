"""Access to the requester's addresses; the form is described in `tests/access.py`."""

from collections.abc import Mapping
from uuid import uuid4

from helpdesk.actions import change_status
from helpdesk.actions.offering import note_shown
from helpdesk.models import OfferedItem, Queue, Ticket
from helpdesk.offers import Offer
from tests.access import NOT_THERE, REFUSED, TO_SIGN_IN, Address, members_only
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket

DONE = 302
STAFF = ("agent", "supervisor", "administrator")


def a_ticket(cast: Cast) -> Ticket:
    queue = Queue.objects.filter(members__user=cast.agent).first() or make_desk(cast)
    return make_ticket(cast.requester, cast.office, queue=queue)


def an_open_ticket(cast: Cast) -> Mapping[str, object]:
    return {"reference": a_ticket(cast).reference}


def a_resolved_ticket(cast: Cast) -> Mapping[str, object]:
    ticket = a_ticket(cast)
    change_status(ticket, by=cast.agent, status="resolved")
    return {"reference": ticket.reference}


def a_sitting(cast: Cast) -> Mapping[str, object]:
    offer = Offer(OfferedItem.Kind.KNOWLEDGE, "knowledge.guidancepage.1", "Kopie", "", "/pl/")
    [(_offer, row)] = note_shown(uuid4(), kind="question", offers=[offer])
    return {"sitting": row.sitting_id, "item": row.pk}


def only_a_sitting(cast: Cast) -> Mapping[str, object]:
    return {"sitting": a_sitting(cast)["sitting"]}


def own_form(cast: Cast) -> Mapping[str, object]:
    return {"form": "new-question"}


def signed_in(name: str, status: int, **fields) -> Address:
    return Address(name, status, {"anonymous": TO_SIGN_IN}, method="post", **fields)


ADDRESSES: list[Address] = [
    members_only("helpdesk:ticket_export"),
    members_only("helpdesk:ticket_asked"),
    signed_in("helpdesk:offers", 200, data={"body": "Jak zrobić kopie zapasowe?"}),
    Address("helpdesk:offer_open", DONE, arguments=a_sitting),
    signed_in("helpdesk:offers_settled", DONE, arguments=only_a_sitting),
    signed_in("helpdesk:draft_keep", DONE, arguments=own_form, data={"body": "Szkic"}),
    signed_in("helpdesk:draft_discard", DONE, arguments=own_form),
    Address(
        "helpdesk:ticket_rate",
        NOT_THERE,
        {"anonymous": TO_SIGN_IN, "requester": DONE}
        | dict.fromkeys(("coordinator", "delegate", *STAFF), REFUSED),
        arguments=a_resolved_ticket,
        method="post",
        data={"stars": 5},
    ),
    Address(
        "helpdesk:ticket_units",
        NOT_THERE,
        {"anonymous": TO_SIGN_IN, "requester": DONE}
        | dict.fromkeys(("coordinator", "delegate"), REFUSED)
        | dict.fromkeys(STAFF, DONE),
        arguments=an_open_ticket,
        method="post",
    ),
]
