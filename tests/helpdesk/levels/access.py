"""Access to levels and calendars; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from tests.access import NOT_THERE, TO_SIGN_IN, Address
from tests.cast import Cast
from tests.helpdesk.factories import make_calendar, make_level, make_queue

DONE = 302


def a_level(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_level(make_queue()).pk}


def a_calendar(cast: Cast) -> Mapping[str, object]:
    return {"slug": make_calendar().slug}


def for_supervisors(name: str, status: int = 200, **fields) -> Address:
    """An address that is not there for anybody but supervisors and administrators."""
    statuses = {"anonymous": TO_SIGN_IN, "supervisor": status, "administrator": status}
    return Address(name, NOT_THERE, statuses, **fields)


ADDRESSES: list[Address] = [
    for_supervisors("helpdesk:setup_log"),
    for_supervisors("helpdesk:levels"),
    for_supervisors("helpdesk:level_new"),
    for_supervisors("helpdesk:level", arguments=a_level),
    for_supervisors("helpdesk:level_delete", DONE, arguments=a_level, method="post"),
    for_supervisors("helpdesk:calendar_new"),
    for_supervisors("helpdesk:calendar", arguments=a_calendar),
    for_supervisors("helpdesk:calendar_delete", DONE, arguments=a_calendar, method="post"),
]
