"""Access to the pages of attendance; the form is described in `tests/access.py`."""

from tests.access import NOT_THERE, TO_SIGN_IN, Address
from tests.cast import Cast
from tests.training.attendance.factories import make_attended, make_log, make_objection

DONE = 302
ORGANISERS = {"organiser": 200, "administrator": 200, "anonymous": TO_SIGN_IN}
ORGANISERS_DO = {"organiser": DONE, "administrator": DONE, "anonymous": TO_SIGN_IN}


def _session(cast: Cast) -> dict[str, object]:
    return {"pk": make_attended(cast.organiser, cast.trainee).session.pk}


def _meeting(cast: Cast) -> dict[str, object]:
    session = make_attended(cast.organiser, cast.trainee).session
    return {"pk": session.pk, "meeting_pk": session.meetings.get().pk}


def _log(cast: Cast) -> dict[str, object]:
    log = make_log(make_attended(cast.organiser, cast.trainee).session, cast.organiser)
    return {"pk": log.meeting.session_id, "log_pk": log.pk}


def _objection(cast: Cast) -> dict[str, object]:
    objection = make_objection(make_attended(cast.organiser, cast.trainee))
    return {"pk": objection.enrolment.session_id, "objection_pk": objection.pk}


def _enrolment(cast: Cast) -> dict[str, object]:
    return {"uid": make_attended(cast.organiser, cast.trainee).uid}


NO_SCANS = 400  # a form is no list of scans
OWN = {"trainee": DONE, "anonymous": TO_SIGN_IN}
READERS = {"trainee": 200, "coordinator": 200, **ORGANISERS}

ADDRESSES: list[Address] = [
    Address("training:attendance", NOT_THERE, ORGANISERS, _session),
    Address("training:attendance_list", NOT_THERE, ORGANISERS, _session),
    Address("training:attendance_close", NOT_THERE, ORGANISERS_DO, _session, method="post"),
    *(
        Address(f"training:{name}", NOT_THERE, ORGANISERS, _session)
        for name in ("check_in", "meeting_code", "meeting_log_new")
    ),
    Address(
        "training:scans",
        NOT_THERE,
        {"organiser": NO_SCANS, "administrator": NO_SCANS, "anonymous": TO_SIGN_IN},
        _meeting,
        method="post",
    ),
    Address("training:meeting_log", NOT_THERE, ORGANISERS, _log),
    Address("training:objection_decide", NOT_THERE, ORGANISERS_DO, _objection, method="post"),
    Address("training:objection_new", NOT_THERE, OWN, _enrolment, method="post"),
    Address("training:code_answer", NOT_THERE, OWN, _enrolment, method="post"),
    Address("training:presence_pdf", NOT_THERE, READERS, _enrolment),
]
