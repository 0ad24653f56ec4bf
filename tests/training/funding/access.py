"""Access to data for funders; the form is described in `tests/access.py`."""

from tests.access import NOT_THERE, TO_SIGN_IN, Address
from tests.cast import Cast
from tests.training.factories import make_enrolment, make_session
from tests.training.funding.factories import make_source

ANONYMOUS = {"anonymous": TO_SIGN_IN}
ORGANISERS = {"organiser": 200, "administrator": 200, **ANONYMOUS}


def _source(cast: Cast) -> dict[str, object]:
    return {"pk": make_source().pk}


def _enrolment(cast: Cast) -> dict[str, object]:
    """The trainee's, in a session that somebody pays for."""
    return {"uid": make_enrolment(make_session(funding=make_source()), cast.trainee).uid}


ADDRESSES: list[Address] = [
    # Neither the coordinator nor the trainer reads what a participant tells the funder.
    Address("training:funding_data", NOT_THERE, {"trainee": 200, **ANONYMOUS}, _enrolment),
    Address("training:funding_sources", NOT_THERE, ORGANISERS),
    *(
        Address(f"training:{name}", NOT_THERE, ORGANISERS, _source)
        for name in ("funding_csv", "funding_xlsx")
    ),
]
