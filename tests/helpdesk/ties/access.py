"""Access to the addresses of ties; the form is described in `tests/access.py`."""

from collections.abc import Callable, Mapping

from helpdesk.actions import answer_all, attach_child, reply
from helpdesk.models import Queue, Ticket
from tests.access import NOT_THERE, TO_SIGN_IN, Address
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket

STAFF = ("agent", "supervisor", "administrator")


def own_queue(cast: Cast) -> Queue:
    return Queue.objects.filter(members__user=cast.agent).first() or make_desk(cast)


def a_part(cast: Cast) -> tuple[Ticket, Ticket]:
    """A larger problem of the requester's office and its part of another office."""
    queue = own_queue(cast)
    parent = make_ticket(cast.requester, cast.office, queue=queue)
    child = make_ticket(cast.stranger, cast.other_office, queue=queue)
    attach_child(child, parent=parent, by=cast.supervisor)
    return parent, child


def a_problem(cast: Cast) -> Mapping[str, object]:
    return {"reference": a_part(cast)[0].reference}


def an_answer(cast: Cast) -> Mapping[str, object]:
    parent, _child = a_part(cast)
    return {"pk": answer_all(parent, by=cast.supervisor, body="Naprawione.").pk}


def a_talk(cast: Cast) -> Mapping[str, object]:
    ticket = make_ticket(cast.requester, cast.office, queue=own_queue(cast))
    reply(ticket, by=cast.requester, body="I druga sprawa.")
    return {"reference": ticket.reference}


def of_ties(
    name: str, arguments: Callable[[Cast], Mapping[str, object]], status: int, **fields
) -> Address:
    statuses = {"anonymous": TO_SIGN_IN} | dict.fromkeys(STAFF, status)
    defaults = {"method": "post", "arguments": arguments}
    return Address(f"helpdesk:{name}", NOT_THERE, statuses, **defaults | fields)


ADDRESSES: list[Address] = [
    of_ties("tie_to_problem", a_talk, 200, data={"parent": "PW-1999-000001"}),
    of_ties("tie_parts", a_problem, 200, data={"parts": "PW-1999-000001"}),
    of_ties("untie_part", a_problem, 302),
    of_ties("answer_all", a_problem, 302, data={"body": "Naprawione."}),
    of_ties("broadcast_progress", an_answer, 200, method="get"),
    of_ties("broadcast_retry", an_answer, 302),
    of_ties("tie_merge", a_talk, 200, data={"target": "0"}),
    of_ties("tie_split", a_talk, 200, data={"messages": "0", "subject": "X"}),
]
