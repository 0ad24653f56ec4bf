"""Access to the coordinator's pages; the form is described in `tests/access.py`."""

from tests.access import NOT_THERE, TO_SIGN_IN, Address
from tests.cast import Cast
from tests.training.factories import make_enrolment, make_session

COORDINATOR = {"coordinator": 200, "anonymous": TO_SIGN_IN}


def _session(cast: Cast) -> dict[str, object]:
    return {"pk": make_session().pk}


def _enrolment(cast: Cast) -> dict[str, object]:
    return {"uid": make_enrolment(person=cast.trainee).uid}


ADDRESSES: list[Address] = [
    Address("training:enrol_members", NOT_THERE, COORDINATOR, _session),
    Address("training:office", NOT_THERE, COORDINATOR, _session),
    Address(
        "training:transfer",
        NOT_THERE,
        {"trainee": 200, "organiser": 200, "administrator": 200, **COORDINATOR},
        _enrolment,
    ),
    Address(
        "training:swap",
        NOT_THERE,
        {"organiser": 200, "administrator": 200, **COORDINATOR},
        _enrolment,
    ),
]
