"""Access to records and needs; the form is described in `tests/access.py`."""

from datetime import timedelta

from django.utils import timezone

from tests.access import NOT_THERE, TO_SIGN_IN, Address, members_only
from tests.cast import Cast
from tests.training.factories import make_course
from training import actions

ANONYMOUS = {"anonymous": TO_SIGN_IN}


def _duty(cast: Cast) -> dict[str, object]:
    by_on = timezone.localdate() + timedelta(days=30)
    duty = actions.require_training(
        cast.office, by=cast.coordinator, course=make_course(), by_on=by_on
    )
    return {"pk": duty.pk}


ADDRESSES: list[Address] = [
    members_only("training:record"),
    Address("training:needs", NOT_THERE, {"coordinator": 200, **ANONYMOUS}),
    Address(
        "training:duty_end",
        NOT_THERE,
        {"coordinator": 302, "administrator": 302, **ANONYMOUS},
        _duty,
        method="post",
    ),
]
