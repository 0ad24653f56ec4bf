"""Access to surveys; the form is described in `tests/access.py`."""

from tests.access import NOT_THERE, TO_SIGN_IN, Address
from tests.cast import Cast
from tests.training.attendance.factories import make_certified

ORGANISERS = {"organiser": 200, "administrator": 200, "anonymous": TO_SIGN_IN}


def _enrolment(cast: Cast) -> dict[str, object]:
    return {"uid": make_certified(cast.organiser, cast.trainee).uid}


def _session(cast: Cast) -> dict[str, object]:
    return {"pk": make_certified(cast.organiser, cast.trainee).session.pk}


ADDRESSES: list[Address] = [
    Address("training:survey", NOT_THERE, {"trainee": 200, "anonymous": TO_SIGN_IN}, _enrolment),
    Address("training:survey_results", NOT_THERE, ORGANISERS, _session),
    Address("training:survey_csv", NOT_THERE, ORGANISERS, _session),
]
