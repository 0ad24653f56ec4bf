"""Access to letters to participants; the form is described in `tests/access.py`."""

from tests.access import NOT_THERE, TO_SIGN_IN, Address
from tests.cast import Cast
from tests.training.factories import make_enrolment
from tests.training.letters.factories import make_letter

ORGANISERS = {"organiser": 200, "administrator": 200, "anonymous": TO_SIGN_IN}


def _session(cast: Cast) -> dict[str, object]:
    return {"pk": make_enrolment(person=cast.trainee).session.pk}


def _letter(cast: Cast) -> dict[str, object]:
    letter = make_letter(make_enrolment(person=cast.trainee).session, cast.organiser)
    return {"pk": letter.session_id, "letter_pk": letter.pk}


ADDRESSES: list[Address] = [
    Address("training:letters", NOT_THERE, ORGANISERS, _session),
    Address("training:letter", NOT_THERE, ORGANISERS, _letter),
]
