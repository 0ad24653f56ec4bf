"""Access to the addresses of duties; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from knowledge.actions.duties import open_feed
from knowledge.duties.feeds import address_of
from tests.access import REFUSED, TO_SIGN_IN, Address, everyone, members_only
from tests.cast import Cast

DONE = 302
MEMBERS = ("requester", "colleague", "coordinator", "stranger", "delegate", "trainee")


def a_feed(cast: Cast) -> Mapping[str, object]:
    address = address_of(open_feed(cast.office, by=cast.requester))
    return {"token": address.split("/")[-1].removesuffix(".ics")}


def an_open_feed(cast: Cast) -> Mapping[str, object]:
    for role in MEMBERS:
        person = cast.person(role)
        open_feed(person.memberships.get().organisation, by=person)
    return {}


ADDRESSES: list[Address] = [
    members_only("knowledge:duties"),
    Address(
        "knowledge:office_describe",
        REFUSED,
        {"anonymous": TO_SIGN_IN, "coordinator": DONE},
        method="post",
        data={"size": "small"},
    ),
    Address(
        "knowledge:duty_feed_open",
        REFUSED,
        {"anonymous": TO_SIGN_IN} | dict.fromkeys(MEMBERS, DONE),
        method="post",
    ),
    Address(
        "knowledge:duty_feed_revoke",
        REFUSED,
        {"anonymous": TO_SIGN_IN} | dict.fromkeys(MEMBERS, DONE),
        arguments=an_open_feed,
        method="post",
    ),
    # The signed address is the right: a calendar program cannot sign in.
    everyone("site:duty_feed", arguments=a_feed),
]
