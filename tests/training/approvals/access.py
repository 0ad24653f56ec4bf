"""Access to the page of supervisors; the form is described in `tests/access.py`."""

from tests.access import everyone
from tests.cast import Cast
from tests.training.approvals.factories import BOSS, make_asked, token_sent_to


def _link(cast: Cast) -> dict[str, object]:
    make_asked(cast.trainee)
    return {"token": token_sent_to(BOSS)}


ADDRESSES = [everyone("training:approval", arguments=_link)]
