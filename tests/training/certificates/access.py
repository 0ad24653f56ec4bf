"""Access to certificates; the form is described in `tests/access.py`."""

from tests.access import NOT_THERE, TO_SIGN_IN, Address, everyone
from tests.cast import Cast
from tests.training.attendance.factories import make_certified

DONE = 302
ORGANISERS_DO = {"organiser": DONE, "administrator": DONE, "anonymous": TO_SIGN_IN}


def _code(cast: Cast) -> dict[str, object]:
    return {"code": make_certified(cast.organiser, cast.trainee).certificates.get().code}


def _uid(cast: Cast) -> dict[str, object]:
    return {"uid": make_certified(cast.organiser, cast.trainee).uid}


ADDRESSES: list[Address] = [
    everyone("training:certificate_check"),
    everyone("training:certificate", arguments=_code),
    Address(
        "training:certificate_pdf",
        NOT_THERE,
        {
            "trainee": 200,
            "coordinator": 200,
            "organiser": 200,
            "administrator": 200,
            "anonymous": TO_SIGN_IN,
        },
        _code,
    ),
    Address("training:certificate_revoke", NOT_THERE, ORGANISERS_DO, _code, method="post"),
    Address("training:certificate_reissue", NOT_THERE, ORGANISERS_DO, _uid, method="post"),
]
