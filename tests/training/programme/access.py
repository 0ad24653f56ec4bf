"""Access to programmes of conferences; the form is described in `tests/access.py`."""

from tests.access import NOT_THERE, TO_SIGN_IN, Address, everyone
from tests.cast import Cast
from tests.training.factories import make_enrolment
from tests.training.programme.factories import make_conference, make_talk
from training.models import Track

DONE = 302
ANONYMOUS = {"anonymous": TO_SIGN_IN}
ORGANISERS = {"organiser": 200, "administrator": 200, **ANONYMOUS}
ORGANISERS_DO = {"organiser": DONE, "administrator": DONE, **ANONYMOUS}


def _conference(cast: Cast) -> dict[str, object]:
    return {"pk": make_conference().pk}


def _talk(cast: Cast) -> dict[str, object]:
    """Of a conference at which the trainee has a place."""
    session = make_conference()
    make_enrolment(session, cast.trainee)
    return {"pk": session.pk, "talk_pk": make_talk(session, capacity=5).pk}


def _item(cast: Cast) -> dict[str, object]:
    session = make_conference()
    return {"pk": session.pk, "what": "talk", "item_pk": make_talk(session).pk}


def _track(cast: Cast) -> dict[str, object]:
    session = make_conference()
    track = Track.objects.create(session=session, name_pl="Ścieżka A")
    return {"pk": session.pk, "what": "track", "item_pk": track.pk}


ADDRESSES: list[Address] = [
    everyone("training:programme", arguments=_conference),
    *(
        Address(f"training:{name}", NOT_THERE, {"trainee": DONE, **ANONYMOUS}, _talk, method="post")
        for name in ("talk_choose", "talk_drop")
    ),
    Address("training:programme_edit", NOT_THERE, ORGANISERS, _conference),
    Address("training:talk_edit", NOT_THERE, ORGANISERS, _talk),
    Address("training:programme_change", NOT_THERE, ORGANISERS, _track),
    Address("training:programme_remove", NOT_THERE, ORGANISERS_DO, _item, method="post"),
]
