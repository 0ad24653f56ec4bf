"""Access to the addresses of this app; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from helpdesk.actions import change_many, close, send_soon
from helpdesk.models import Queue, Ticket
from tests.access import NOT_THERE, TO_SIGN_IN, Address, members_only
from tests.cast import Cast
from tests.helpdesk.assignment.access import ADDRESSES as ASSIGNMENT_ADDRESSES
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.incidents.access import ADDRESSES as INCIDENT_ADDRESSES
from tests.helpdesk.interpretations.access import ADDRESSES as INTERPRETATION_ADDRESSES
from tests.helpdesk.levels.access import ADDRESSES as LEVEL_ADDRESSES
from tests.helpdesk.list_files.access import ADDRESSES as EXPORT_ADDRESSES
from tests.helpdesk.mail.access import ADDRESSES as MAIL_ADDRESSES
from tests.helpdesk.owners.access import ADDRESSES as OWNERS_ADDRESSES
from tests.helpdesk.reports.access import ADDRESSES as REPORT_ADDRESSES
from tests.helpdesk.requester.access import ADDRESSES as REQUESTER_ADDRESSES
from tests.helpdesk.rules.access import ADDRESSES as RULE_ADDRESSES
from tests.helpdesk.status_page.access import ADDRESSES as STATUS_ADDRESSES
from tests.helpdesk.ties.access import ADDRESSES as TIES_ADDRESSES
from tests.helpdesk.to_guidance.access import ADDRESSES as GUIDANCE_ADDRESSES
from tests.helpdesk.writing.access import ADDRESSES as WRITING_ADDRESSES

DONE = 302
MEMBERS = ("requester", "coordinator", "delegate")
STAFF = ("agent", "supervisor", "administrator")


def a_ticket(cast: Cast) -> Mapping[str, object]:
    """The requester's ticket in the queue of the cast's agent."""
    queue = Queue.objects.filter(members__user=cast.agent).first() or make_desk(cast)
    return {"reference": make_ticket(cast.requester, cast.office, queue=queue).reference}


def a_panel(cast: Cast) -> Mapping[str, object]:
    return {**a_ticket(cast), "code": "status"}


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


def an_unsent_reply(cast: Cast) -> Mapping[str, object]:
    """Of the agent; supervisors may read it, and are told that it is not theirs to take back."""
    reference = a_ticket(cast)["reference"]
    unsent = send_soon(Ticket.objects.get(reference=reference), by=cast.agent, body="Tak.")
    return {"reference": reference, "pk": unsent.pk}


AN_UNSENT_REPLY = {"arguments": an_unsent_reply, "method": "post"}
TOO_LATE = {"supervisor": DONE, "administrator": DONE}


def a_bulk_change(cast: Cast) -> Mapping[str, object]:
    """Of the agent: another's is nobody else's to see."""
    ticket = Ticket.objects.get(reference=a_ticket(cast)["reference"])
    return {"pk": change_many([ticket], by=cast.agent, what="priority", value="high").pk}


def an_office(cast: Cast) -> Mapping[str, object]:
    return {"pk": cast.office.pk}


ALL_STAFF = ("agent", "other_agent", "supervisor", "administrator")


def at_desk(name: str, status: int = 200, **fields) -> Address:
    """A page of the desk itself, of no ticket: for everybody who works there."""
    return for_roles(f"helpdesk:desk_{name}", ALL_STAFF, status, **fields)


DESK_ADDRESSES = [
    at_desk("counts"),
    at_desk("arrange"),
    at_desk("view_save", DONE, method="post", data={"name": "EZD", "base": "all", "word": "EZD"}),
    at_desk("view_delete", DONE, method="post", data={"name": "EZD"}),
    at_desk("bulk", DONE, method="post"),
    at_desk("bulk_choices"),
    at_desk("phone"),
    at_desk("offices"),
    at_desk("people", arguments=an_office),
    for_roles("helpdesk:desk_bulk_progress", ("agent",), 200, arguments=a_bulk_change),
    for_roles("helpdesk:desk_bulk_undo", ("agent",), DONE, arguments=a_bulk_change, method="post"),
    of_desk("helpdesk:desk_office", 200, method="get"),
    of_desk("helpdesk:desk_details", data={"subject": "Kopie", "priority": "high"}),
]

ADDRESSES: list[Address] = [
    *DESK_ADDRESSES,
    *EXPORT_ADDRESSES,
    *LEVEL_ADDRESSES,
    *REPORT_ADDRESSES,
    *RULE_ADDRESSES,
    *MAIL_ADDRESSES,
    *ASSIGNMENT_ADDRESSES,
    *INTERPRETATION_ADDRESSES,
    *REQUESTER_ADDRESSES,
    *TIES_ADDRESSES,
    *GUIDANCE_ADDRESSES,
    *OWNERS_ADDRESSES,
    *WRITING_ADDRESSES,
    members_only("helpdesk:ticket_list"),
    members_only("helpdesk:ticket_new"),
    *INCIDENT_ADDRESSES,
    *STATUS_ADDRESSES,
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
    of_desk("helpdesk:desk_panel", 200, method="get", arguments=a_panel),
    of_desk("helpdesk:desk_reply", data={"body": "Tak."}),
    for_roles("helpdesk:desk_take_back", ("agent",), DONE, also=TOO_LATE, **AN_UNSENT_REPLY),
    for_roles("helpdesk:desk_send_again", ("agent",), 403, also=TOO_LATE, **AN_UNSENT_REPLY),
    of_desk("helpdesk:desk_draft", 204, data={"kind": "reply", "body": "Zaczęte"}),
    of_desk("helpdesk:desk_note", data={"body": "Do sprawdzenia."}),
    of_desk("helpdesk:desk_status", data={"status": "pending"}),
    of_desk("helpdesk:desk_assign"),
    of_desk("helpdesk:desk_queue", 200, data={"queue": "0"}),
]
