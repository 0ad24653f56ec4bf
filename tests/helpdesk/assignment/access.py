"""Access to the addresses of assignment; the form is described in `tests/access.py`."""

from collections.abc import Mapping
from datetime import date

from foundation.accounts.roles import Role
from helpdesk.models import Absence, QueueMember
from tests.access import NOT_THERE, TO_SIGN_IN, Address
from tests.cast import Cast, make_staff
from tests.helpdesk.ties.access import a_talk, of_ties, own_queue

DESK = ("agent", "other_agent", "supervisor", "administrator")


def an_absence(cast: Cast) -> Mapping[str, object]:
    """The agent's, with a deputy in the same queue."""
    deputy = make_staff(Role.AGENT)
    QueueMember.objects.create(queue=own_queue(cast), user=deputy)
    days = {"starts_on": date(2099, 7, 1), "ends_on": date(2099, 7, 14)}
    return {"pk": Absence.objects.create(user=cast.agent, deputy=deputy, **days).pk}


def of_absence(name: str) -> Address:
    statuses = {"anonymous": TO_SIGN_IN} | dict.fromkeys(
        ("agent", "supervisor", "administrator"), 302
    )
    return Address(f"helpdesk:{name}", NOT_THERE, statuses, method="post", arguments=an_absence)


ADDRESSES: list[Address] = [
    Address("helpdesk:absences", NOT_THERE, {"anonymous": TO_SIGN_IN} | dict.fromkeys(DESK, 200)),
    of_absence("absence_end"),
    of_absence("absence_hand_over"),
    of_ties("ticket_give", a_talk, 200, data={"agent": "0"}),
]
