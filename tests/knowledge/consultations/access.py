"""Access to the addresses of consultations; the form is described in `tests/access.py`."""

from collections.abc import Callable, Mapping

from knowledge.models import Comment
from tests.access import NOT_THERE, REFUSED, TO_SIGN_IN, Address, everyone, members_only
from tests.cast import Cast
from tests.knowledge.consultations.factories import (
    make_association_comment,
    make_comment,
    make_consultation,
    make_draft,
)

WRITERS = dict.fromkeys(("editor", "reviewer", "administrator"), 200)
DONE = dict.fromkeys(("editor", "reviewer", "administrator"), 302)
OFFICE = ("requester", "colleague", "trainee", "delegate")
MAY_CHANGE = {"requester": 200, "coordinator": 200}


def place(consultation) -> Mapping[str, object]:
    slug, number = consultation.address
    return {"slug": slug, "number": number}


def a_consultation(cast: Cast) -> Mapping[str, object]:
    return place(make_consultation())


def a_draft(cast: Cast) -> Mapping[str, object]:
    version = make_draft()
    return {"slug": version.standard.slug, "number": version.number}


def a_table(cast: Cast) -> Mapping[str, object]:
    return {**a_consultation(cast), "kind": "xlsx"}


def a_published_comment(cast: Cast) -> Mapping[str, object]:
    comment = make_comment()
    return {**place(comment.consultation), "comment": comment.number}


def its_key(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_comment().pk}


def a_waiting_one(cast: Cast) -> Mapping[str, object]:
    return {"pk": waiting(cast).pk}


def waiting(cast: Cast) -> Comment:
    return make_comment(by=cast.requester, organisation=cast.office)


def an_association(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_association_comment(make_consultation()).pk}


def decided(name: str, arguments: Callable, statuses: Mapping[str, int], **fields) -> Address:
    """A verb about a comment that waits: others than its office do not even see it."""
    known = {"anonymous": TO_SIGN_IN, **dict.fromkeys(OFFICE, REFUSED), **statuses}
    return Address(
        f"knowledge:{name}", NOT_THERE, known, arguments=arguments, method="post", **fields
    )


def of_writers(name: str, arguments: Callable, **fields) -> Address:
    return Address(
        f"knowledge:{name}",
        REFUSED,
        {"anonymous": TO_SIGN_IN, **fields.pop("statuses", WRITERS)},
        arguments=arguments,
        **fields,
    )


ADDRESSES: list[Address] = [
    everyone("knowledge:consultation_list"),
    everyone("knowledge:consultation", arguments=a_consultation),
    everyone("knowledge:comment_list", arguments=a_consultation),
    everyone("knowledge:comment", arguments=a_published_comment),
    everyone("knowledge:comment_table", arguments=a_table),
    members_only("knowledge:office_comments"),
    members_only("knowledge:comment_new", arguments=a_consultation),
    Address(
        "knowledge:consultation_follow",
        302,
        arguments=a_consultation,
        method="post",
    ),
    # What waits is seen by its office alone; its author and its coordinator change it.
    Address(
        "knowledge:comment_edit",
        NOT_THERE,
        {"anonymous": TO_SIGN_IN, **dict.fromkeys(OFFICE, REFUSED), **MAY_CHANGE},
        arguments=a_waiting_one,
    ),
    decided("comment_release", a_waiting_one, {"coordinator": 302}),
    decided("comment_return", a_waiting_one, {"coordinator": 302}, data={"reason": "Popraw."}),
    decided("comment_withdraw", a_waiting_one, {"requester": 302, "coordinator": 302}),
    # A published comment is seen by all; only a coordinator supports it.
    Address(
        "knowledge:comment_support",
        REFUSED,
        {"anonymous": TO_SIGN_IN, "coordinator": 302},
        arguments=its_key,
        method="post",
    ),
    of_writers("consultation_desk", lambda cast: {}),
    of_writers("consultation_new", a_draft, statuses={"reviewer": 200, "administrator": 200}),
    of_writers(
        "consultation_deadline", a_consultation, statuses={"reviewer": 200, "administrator": 200}
    ),
    of_writers("unanswered", a_consultation),
    of_writers("comment_answer", its_key),
    of_writers("comment_hide", its_key, method="post", data={"reason": "Dane"}, statuses=DONE),
    of_writers("consultation_conclude", a_consultation, method="post", statuses=DONE),
]
