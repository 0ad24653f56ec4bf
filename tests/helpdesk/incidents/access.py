"""Access to the addresses of the incident lane; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from helpdesk.models import Queue
from tests.access import NOT_THERE, TO_SIGN_IN, Address, everyone
from tests.cast import Cast
from tests.helpdesk.factories import make_desk
from tests.helpdesk.incidents.factories import make_incident, make_report

DONE = 302
MAY_DECLARE = ("requester", "agent", "supervisor", "administrator")


def a_report(cast: Cast) -> Mapping[str, object]:
    return {"secret": make_report()[1]}


def an_incident(cast: Cast) -> Mapping[str, object]:
    if not Queue.objects.filter(members__user=cast.agent).exists():
        make_desk(cast)
    return {"reference": make_incident(cast).reference}


def a_file_of_nobody(cast: Cast) -> Mapping[str, object]:
    return a_report(cast) | {"pk": "00000000-0000-4000-8000-000000000000"}


def of_sheet(name: str, status: int = DONE, **fields) -> Address:
    """An address of an incident that only its requester and those who answer it may read."""
    statuses = {"anonymous": TO_SIGN_IN} | dict.fromkeys(MAY_DECLARE, status)
    defaults = {"arguments": an_incident, "method": "post"}
    return Address(name, NOT_THERE, statuses | fields.pop("also", {}), **defaults | fields)


ADDRESSES: list[Address] = [
    everyone("helpdesk:incident"),
    everyone("helpdesk:incident_report", arguments=lambda cast: {"sort": "phishing"}),
    everyone("helpdesk:incident_link", arguments=a_report),
    everyone(
        "helpdesk:incident_link_reply",
        DONE,
        arguments=a_report,
        method="post",
        data={"body": "Jeszcze jedno."},
    ),
    everyone("helpdesk:incident_link_file", NOT_THERE, arguments=a_file_of_nobody),
    everyone("helpdesk:incident_link_end", DONE, arguments=a_report, method="post"),
    everyone("helpdesk:incident_claim", DONE, arguments=a_report, method="post"),
    of_sheet("helpdesk:incident_sheet", 200, method="get"),
    of_sheet("helpdesk:incident_declare"),
    of_sheet(
        "helpdesk:incident_clock",
        arguments=lambda cast: an_incident(cast) | {"code": "rodo"},
        data={"back": "1"},
    ),
    of_sheet("helpdesk:incident_tlp", data={"tlp": "green"}),
    of_sheet("helpdesk:incident_links_end", also={"requester": 403}),
    of_sheet("helpdesk:incident_package", 422),
]
