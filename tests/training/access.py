"""Access to the addresses of this app; the form is described in `tests/access.py`."""

from tests.access import NOT_THERE, TO_SIGN_IN, Address, everyone, members_only
from tests.cast import Cast
from tests.training.approvals.access import ADDRESSES as APPROVAL_ADDRESSES
from tests.training.attendance.access import ADDRESSES as ATTENDANCE_ADDRESSES
from tests.training.certificates.access import ADDRESSES as CERTIFICATE_ADDRESSES
from tests.training.factories import make_course, make_enrolment, make_session
from tests.training.funding.access import ADDRESSES as FUNDING_ADDRESSES
from tests.training.groups.access import ADDRESSES as GROUP_ADDRESSES
from tests.training.learning.access import ADDRESSES as LEARNING_ADDRESSES
from tests.training.letters.access import ADDRESSES as LETTER_ADDRESSES
from tests.training.programme.access import ADDRESSES as PROGRAMME_ADDRESSES
from tests.training.record.access import ADDRESSES as RECORD_ADDRESSES
from tests.training.rounds.access import ADDRESSES as ROUND_ADDRESSES
from tests.training.survey.access import ADDRESSES as SURVEY_ADDRESSES
from training.actions import open_feed
from training.feeds import address_of
from training.models import SessionMaterial, SessionQuestion
from training.states import EnrolmentState

DONE = 302  # a redirect to where the result shows
NOT_ACCEPTED = 422

ANONYMOUS = {"anonymous": TO_SIGN_IN}
ORGANISERS = {"organiser": 200, "administrator": 200, **ANONYMOUS}
ORGANISERS_DO = {"organiser": DONE, "administrator": DONE, **ANONYMOUS}


def _course(cast: Cast) -> dict[str, object]:
    return {"slug": make_course().slug}


def _own_feed(cast: Cast) -> dict[str, object]:
    address = address_of(open_feed(by=cast.trainee))
    return {"token": address.rpartition("/")[2].removesuffix(".ics")}


def _session(cast: Cast) -> dict[str, object]:
    return {"pk": make_session().pk}


def _material(cast: Cast) -> dict[str, object]:
    material = SessionMaterial.objects.create(
        session=make_session(), title="Slajdy", url="https://example.org/slajdy"
    )
    return {"pk": material.session_id, "material_pk": material.pk}


def _question(cast: Cast) -> dict[str, object]:
    question = SessionQuestion.objects.create(session=make_session(), label_pl="Obiad?")
    return {"pk": question.session_id, "question_pk": question.pk}


def _enrolment(cast: Cast) -> dict[str, object]:
    """The trainee's."""
    return {"uid": make_enrolment(person=cast.trainee).uid}


def _offer(cast: Cast) -> dict[str, object]:
    return {"uid": make_enrolment(person=cast.trainee, state=EnrolmentState.OFFERED).uid}


def _verb(name: str, data: dict | None = None) -> Address:
    return Address(
        f"training:{name}", NOT_THERE, ORGANISERS_DO, _session, method="post", data=data or {}
    )


ADDRESSES: list[Address] = [
    everyone("training:course_list"),
    everyone("training:calendar"),
    everyone("training_site:public_feed", arguments=lambda cast: {"language": "pl"}),
    # The random address is the right: a calendar program cannot sign in.
    everyone("training_site:own_feed", arguments=_own_feed),
    *(
        Address(f"training:{name}", DONE, {}, method="post")
        for name in ("calendar_feed_open", "calendar_feed_revoke")
    ),
    everyone("training:course", arguments=_course),
    everyone("training:session", arguments=_session),
    Address("training:enrol", NOT_ACCEPTED, ANONYMOUS, _session, method="post"),
    *(
        Address(f"training:{name}", DONE, {}, _course, method="post")
        for name in ("edition_await", "edition_stop")
    ),
    members_only("training:my_enrolments"),
    members_only("training:suggestions"),
    Address(
        "training:enrolment",
        NOT_THERE,
        {"trainee": 200, "coordinator": 200, **ORGANISERS},
        _enrolment,
    ),
    *(
        Address(
            f"training:{name}",
            NOT_THERE,
            {"trainee": DONE, "coordinator": DONE, **ORGANISERS_DO},
            _enrolment,
            method="post",
        )
        for name in ("enrolment_cancel", "change_way")
    ),
    *(
        Address(
            f"training:{name}", NOT_THERE, {"trainee": DONE, **ANONYMOUS}, _offer, method="post"
        )
        for name in ("offer_accept", "offer_decline")
    ),
    *(
        Address(f"training:{name}", NOT_THERE, {"trainee": 200, **ANONYMOUS}, _enrolment)
        for name in ("enrolment_calendar", "join")
    ),
    Address("training:organise", NOT_THERE, ORGANISERS),
    Address("training:session_new", NOT_THERE, ORGANISERS),
    *(
        Address(f"training:{name}", NOT_THERE, ORGANISERS, _session)
        for name in ("organise_session", "session_edit", "session_copy", "participants")
    ),
    _verb("session_announce"),
    _verb("session_open"),
    _verb("session_close"),
    _verb("session_cancel", {"reason": "choroba trenera"}),
    _verb("session_capacity", {"capacity": 5, "confirm": 1}),
    Address("training:materials", NOT_THERE, ORGANISERS, _session),
    Address("training:material_remove", NOT_THERE, ORGANISERS_DO, _material, method="post"),
    Address("training:questions", NOT_THERE, ORGANISERS, _session),
    Address("training:question_remove", NOT_THERE, ORGANISERS_DO, _question, method="post"),
    Address(
        "training:answers", NOT_THERE, {"trainee": DONE, **ANONYMOUS}, _enrolment, method="post"
    ),
    *APPROVAL_ADDRESSES,
    *ATTENDANCE_ADDRESSES,
    *CERTIFICATE_ADDRESSES,
    *FUNDING_ADDRESSES,
    *GROUP_ADDRESSES,
    *LETTER_ADDRESSES,
    *LEARNING_ADDRESSES,
    *PROGRAMME_ADDRESSES,
    *RECORD_ADDRESSES,
    *ROUND_ADDRESSES,
    *SURVEY_ADDRESSES,
]
