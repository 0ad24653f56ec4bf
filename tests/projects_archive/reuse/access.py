"""Access to the pages about reuse; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from projects_archive.models import Enquiry
from tests.access import NO_GET, NOT_THERE, TO_SIGN_IN, Address, members_only
from tests.cast import Cast
from tests.projects_archive.factories import make_project
from tests.projects_archive.reuse.factories import make_enquiry, make_reuse


def a_project(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_project(organisation=cast.other_office).pk}


def an_enquiry(cast: Cast) -> Mapping[str, object]:
    """Asked by the requester for their office, once: an office may not ask without end."""
    return {"pk": (Enquiry.objects.first() or make_enquiry(cast)).pk}


def a_reuse(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_reuse(cast).pk}


# Who asked, the coordinator of their office, and those who look after the archive.
OF_THE_TWO_OFFICES = {
    "anonymous": TO_SIGN_IN,
    **dict.fromkeys(("requester", "coordinator", "editor", "reviewer", "administrator"), 200),
}

ADDRESSES: list[Address] = [
    members_only("projects_archive:enquiry_new", arguments=a_project),
    members_only("projects_archive:use_say", arguments=a_project),
    members_only("projects_archive:enquiry_list"),
    Address("projects_archive:enquiry", NOT_THERE, OF_THE_TWO_OFFICES, an_enquiry),
    Address("projects_archive:use_decide", NO_GET, arguments=a_reuse),
]
