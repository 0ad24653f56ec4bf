"""Access to rounds of wishes; the form is described in `tests/access.py`."""

from tests.access import NOT_THERE, TO_SIGN_IN, Address
from tests.cast import Cast
from tests.training.rounds.factories import make_round

DONE = 302


def _session(cast: Cast) -> dict[str, object]:
    return {"pk": make_round().session.pk}


ADDRESSES: list[Address] = [
    Address(
        "training:wish_round",
        NOT_THERE,
        {"organiser": 200, "administrator": 200, "anonymous": TO_SIGN_IN},
        _session,
    ),
    Address(
        "training:draw",
        NOT_THERE,
        {"organiser": DONE, "administrator": DONE, "anonymous": TO_SIGN_IN},
        _session,
        method="post",
    ),
]
