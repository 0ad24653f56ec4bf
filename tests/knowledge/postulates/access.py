"""Access to the addresses of postulates; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from tests.access import NOT_THERE, REFUSED, TO_SIGN_IN, Address, everyone, members_only
from tests.cast import Cast
from tests.knowledge.postulates.factories import make_agreement, make_postulate

OFFICE = ("requester", "colleague", "trainee", "delegate")
WRITERS = ("editor", "reviewer", "administrator")


def a_postulate(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_postulate().pk}


def a_waiting_one(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_postulate(cast.office, by=cast.requester).pk}


def a_step(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_agreement().steps.get().pk}


ADDRESSES: list[Address] = [
    everyone("knowledge:postulate_list"),
    everyone("knowledge:postulate", arguments=a_postulate),
    Address(
        "knowledge:postulate_answer",
        REFUSED,
        dict.fromkeys(WRITERS, 302),
        arguments=a_postulate,
        method="post",
        data={"state": "considered", "body_name": "Ministerstwo", "text": "Badamy."},
    ),
    everyone("knowledge:agreement_list"),
    members_only("knowledge:office_postulates"),
    members_only("knowledge:postulate_new"),
    Address(
        "knowledge:postulate_edit",
        NOT_THERE,
        {
            "anonymous": TO_SIGN_IN,
            **dict.fromkeys(OFFICE, REFUSED),
            "requester": 200,
            "coordinator": 200,
        },
        arguments=a_waiting_one,
    ),
    # What waits is seen by its office alone, and its coordinator decides.
    Address(
        "knowledge:postulate_decide",
        NOT_THERE,
        {"anonymous": TO_SIGN_IN, **dict.fromkeys(OFFICE, REFUSED), "coordinator": 302},
        arguments=a_waiting_one,
        method="post",
    ),
    Address(
        "knowledge:postulate_support",
        REFUSED,
        {"anonymous": TO_SIGN_IN, "coordinator": 302},
        arguments=a_postulate,
        method="post",
    ),
    Address(
        "knowledge:agreement_new",
        REFUSED,
        {"anonymous": TO_SIGN_IN, **dict.fromkeys(WRITERS, 200)},
    ),
    Address(
        "knowledge:agreement_step_done",
        REFUSED,
        {"anonymous": TO_SIGN_IN, **dict.fromkeys(WRITERS, 302)},
        arguments=a_step,
        method="post",
    ),
]
