"""Access to exports; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from django.http import QueryDict

from helpdesk.actions.exports import ask_export
from tests.access import NOT_THERE, TO_SIGN_IN, Address, members_only
from tests.cast import Cast


def a_desk_list(cast: Cast) -> Mapping[str, object]:
    return {"source": "desk", "file_format": "csv"}


def the_requesters(cast: Cast) -> Mapping[str, object]:
    """An export of the requester's own: nobody else's, not even an administrator's, to delete."""
    made = ask_export(by=cast.requester, source="own", parameters=QueryDict(), file_format="csv")
    return {"pk": made.pk}


ADDRESSES: list[Address] = [
    members_only("helpdesk:exports"),
    Address(
        "helpdesk:export",
        NOT_THERE,
        {"anonymous": TO_SIGN_IN}
        | dict.fromkeys(("agent", "other_agent", "supervisor", "administrator"), 200),
        arguments=a_desk_list,
    ),
    Address(
        "helpdesk:export_delete",
        NOT_THERE,
        {"anonymous": TO_SIGN_IN, "requester": 302},
        arguments=the_requesters,
        method="post",
    ),
]
