"""Access to what stands beside a conversation: insertions, macros, tags, checklist, followers, files."""

from collections.abc import Mapping

from helpdesk.actions import add_copy, add_items, invite
from helpdesk.follower_notices import stop_token
from helpdesk.models import Queue, Ticket
from tests.access import NOT_THERE, TO_SIGN_IN, Address, everyone, members_only
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.writing.factories import make_canned, make_macro, make_tag

DONE = 302
STAFF = ("agent", "supervisor", "administrator")


def ticket_of(cast: Cast) -> Ticket:
    queue = Queue.objects.filter(members__user=cast.agent).first() or make_desk(cast)
    return make_ticket(cast.requester, cast.office, queue=queue)


def a_kind(cast: Cast) -> Mapping[str, object]:
    return {"reference": ticket_of(cast).reference, "kind": "canned"}


def a_macro(cast: Cast) -> Mapping[str, object]:
    macro = make_macro({"kind": "reply", "canned_reply": make_canned()})
    return {"reference": ticket_of(cast).reference, "pk": macro.pk}


def a_tag(cast: Cast) -> Mapping[str, object]:
    return {"reference": ticket_of(cast).reference, "slug": make_tag().slug}


def an_item(cast: Cast) -> Mapping[str, object]:
    ticket = ticket_of(cast)
    item = add_items(ticket, by=cast.agent, texts=["Zadzwonić"])[0]
    return {"reference": ticket.reference, "pk": item.pk}


def a_copy(cast: Cast) -> Mapping[str, object]:
    ticket = ticket_of(cast)
    copy = add_copy(ticket, by=cast.agent, address="kopia@firma.test")
    return {"reference": ticket.reference, "pk": copy.pk}


def a_watcher(cast: Cast) -> Mapping[str, object]:
    ticket = ticket_of(cast)
    watcher = invite(ticket, by=cast.requester, user=cast.coordinator)
    return {"reference": ticket.reference, "pk": watcher.pk}


def a_token(cast: Cast) -> Mapping[str, object]:
    ticket = ticket_of(cast)
    return {"token": stop_token(add_copy(ticket, by=cast.agent, address="kopia@firma.test"))}


def a_ticket(cast: Cast) -> Mapping[str, object]:
    return {"reference": ticket_of(cast).reference}


def at_desk(name: str, status: int = DONE, **fields) -> Address:
    statuses = {"anonymous": TO_SIGN_IN} | dict.fromkeys(STAFF, status)
    return Address(name, NOT_THERE, statuses, **{"method": "post", "arguments": a_ticket} | fields)


def of_readers(name: str, arguments, **own: int) -> Address:
    """For the requester and staff; others who read the ticket are refused, strangers find nothing."""
    statuses = {"anonymous": TO_SIGN_IN, "requester": DONE} | dict.fromkeys(STAFF, DONE)
    readers = {"coordinator": 403, "delegate": 403} | own
    return Address(name, NOT_THERE, statuses | readers, arguments=arguments, method="post")


ADDRESSES: list[Address] = [
    at_desk("helpdesk:desk_insert", 200, method="get", arguments=a_kind),
    at_desk("helpdesk:desk_macro", 200, method="get", arguments=a_macro),
    at_desk("helpdesk:desk_macro_run", arguments=a_macro),
    at_desk("helpdesk:desk_tag", 200, data={"tag": "nie ma takiej"}),
    at_desk("helpdesk:desk_tag_remove", arguments=a_tag),
    at_desk("helpdesk:desk_items", data={"items": "Zadzwonić"}),
    at_desk("helpdesk:desk_item", arguments=an_item, data={"done": "1"}),
    at_desk("helpdesk:desk_watch"),
    at_desk("helpdesk:desk_copy", 200, data={"address": "kopia@firma.test"}),
    at_desk("helpdesk:desk_copy_remove", arguments=a_copy),
    # Whoever reads the ticket gets an answer in words; the action refuses whom it must.
    Address(
        "helpdesk:ticket_invite",
        NOT_THERE,
        {"anonymous": TO_SIGN_IN}
        | dict.fromkeys(("requester", "coordinator", "delegate", *STAFF), DONE),
        arguments=a_ticket,
        method="post",
    ),
    of_readers("helpdesk:ticket_watcher_remove", a_watcher, coordinator=DONE),
    of_readers("helpdesk:ticket_copy_remove", a_copy),
    everyone("helpdesk:copy_stop", arguments=a_token),
    members_only("helpdesk:preview", method="post", data={"body": "**tak**"}),
    Address("helpdesk:upload", 400, {"anonymous": TO_SIGN_IN}, method="post"),
    Address(
        "helpdesk:upload_remove",
        204,
        {"anonymous": TO_SIGN_IN},
        arguments=lambda cast: {"file_id": "00000000-0000-4000-8000-000000000000"},
        method="post",
    ),
]
