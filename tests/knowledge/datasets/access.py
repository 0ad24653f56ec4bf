"""Access to data sets; the form is described in `tests/access.py`."""

from tests.access import REFUSED, TO_SIGN_IN, Address, everyone
from tests.cast import Cast
from tests.knowledge.datasets.factories import make_data_set

MEMBERS = ("requester", "colleague", "coordinator", "stranger", "delegate", "trainee")


def a_version(cast: Cast) -> dict:
    version = make_data_set()
    return {"slug": version.standard.slug, "number": version.number}


def a_standard(cast: Cast) -> dict:
    return {"slug": make_data_set().standard.slug}


ADDRESSES: list[Address] = [
    everyone("knowledge:data_set_check", arguments=a_version),
    everyone("knowledge:data_set_sample", arguments=a_version),
    everyone("knowledge:data_set_schema", arguments=a_version),
    # For people who act for an office; staff have none.
    Address(
        "knowledge:data_set_need",
        REFUSED,
        {"anonymous": TO_SIGN_IN, **dict.fromkeys(MEMBERS, 302)},
        arguments=a_standard,
        method="post",
        data={"is_needed": "1"},
    ),
]
