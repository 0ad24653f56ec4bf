"""Access to courses at one's own pace; the form is described in `tests/access.py`."""

from tests.access import NOT_THERE, TO_SIGN_IN, Address
from tests.cast import Cast
from tests.training.learning.factories import make_learning, make_self_paced, take

DONE = 302
ANONYMOUS = {"anonymous": TO_SIGN_IN}
READERS = {"trainee": 200, "organiser": 200, "administrator": 200, **ANONYMOUS}


def _course(cast: Cast) -> dict[str, object]:
    return {"slug": make_self_paced().slug}


def _way(cast: Cast) -> dict[str, object]:
    return {"uid": make_learning(cast.trainee, done=2).uid}


def _lesson(cast: Cast) -> dict[str, object]:
    learning = make_learning(cast.trainee)
    return {"uid": learning.uid, "pk": learning.course.lessons.first().pk}


def _result(cast: Cast) -> dict[str, object]:
    learning = make_learning(cast.trainee, done=2)
    take(learning)
    return {"uid": learning.uid, "number": 1}


ADDRESSES: list[Address] = [
    Address("training:learning_start", DONE, ANONYMOUS, _course, method="post"),
    Address("training:learning", NOT_THERE, READERS, _way),
    Address("training:lesson", NOT_THERE, READERS, _lesson),
    Address(
        "training:lesson_done", NOT_THERE, {"trainee": DONE, **ANONYMOUS}, _lesson, method="post"
    ),
    Address(
        "training:lesson_answer", NOT_THERE, {"trainee": 422, **ANONYMOUS}, _lesson, method="post"
    ),
    Address("training:learning_test", NOT_THERE, {"trainee": 200, **ANONYMOUS}, _way),
    Address("training:test_result", NOT_THERE, READERS, _result),
]
