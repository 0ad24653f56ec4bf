"""Access to the addresses of the self-assessment; the form is described in `tests/access.py`.

Staff of the support point get 404 as any stranger does: what an office says of itself is the office's.
"""

import re
from collections.abc import Mapping

from foundation.mailing.models import OutgoingMail
from knowledge.actions.sign_offs import ask_for_signature, decide
from knowledge.models import Assessment, SignOff
from tests.access import NOT_THERE, REFUSED, TO_SIGN_IN, Address, everyone, members_only
from tests.cast import Cast
from tests.knowledge.assessment.factories import (
    change,
    first_rating,
    make_assessment,
    make_evidence,
)
from tests.knowledge.factories import make_version

DONE = 302
OWN = ("requester", "colleague", "coordinator", "delegate", "trainee")


def an_assessment(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_assessment(cast.office, by=cast.coordinator).pk}


def a_version(cast: Cast) -> Mapping[str, object]:
    version = make_version()
    return {"slug": version.standard.slug, "number": version.number}


def a_file(cast: Cast) -> Mapping[str, object]:
    return {**an_assessment(cast), "kind": "json"}


def an_asked(cast: Cast) -> SignOff:
    place = a_rating(cast)
    assessment = Assessment.objects.get(pk=place["pk"])
    return ask_for_signature(assessment, by=cast.coordinator, head_email="wojt@gmina.test")


def a_signature(cast: Cast) -> Mapping[str, object]:
    return {"pk": decide(an_asked(cast), is_signed=True, signed_as="Halina Dąbek").pk}


def a_link(cast: Cast) -> Mapping[str, object]:
    an_asked(cast)
    body = OutgoingMail.objects.latest("pk").body_text
    return {"token": re.search(r"sign-off/([^/]+)/", body)[1]}


def a_rating(cast: Cast) -> Mapping[str, object]:
    found = Assessment.objects.filter(organisation=cast.office).first()
    assessment = found or make_assessment(cast.office, by=cast.coordinator)
    rating = first_rating(assessment)
    if not rating.revision:
        change(rating, by=cast.coordinator, result="met")
    return {"pk": assessment.pk, "code": rating.text.code}


def an_evidence(cast: Cast) -> Mapping[str, object]:
    place = a_rating(cast)
    rating = first_rating(Assessment.objects.get(pk=place["pk"]))
    return {**place, "evidence": make_evidence(rating, by=cast.coordinator).pk}


def for_the_office(name: str, status: int, **fields) -> Address:
    """An address that is there for the office's people and for whoever serves it."""
    statuses = {"anonymous": TO_SIGN_IN} | dict.fromkeys(OWN, status)
    return Address(name, NOT_THERE, statuses, **fields)


ADDRESSES: list[Address] = [
    members_only("knowledge:assessment_list"),
    # A version that is not there: nobody begins with it.
    Address(
        "knowledge:assessment_start",
        NOT_THERE,
        {"anonymous": TO_SIGN_IN},
        method="post",
        data={"version": "0"},
    ),
    for_the_office("knowledge:assessment", 200, arguments=an_assessment),
    for_the_office("knowledge:assessment_next", 200, arguments=an_assessment),
    for_the_office("knowledge:assessment_report", 200, arguments=an_assessment),
    for_the_office("knowledge:assessment_file", 200, arguments=a_file),
    for_the_office("knowledge:sign_offs", 200, arguments=an_assessment),
    for_the_office("knowledge:sign_off_pdf", 200, arguments=a_signature),
    # Only the coordinator, and whoever serves the office, take back what the head made public.
    Address(
        "knowledge:sign_off_unpublish",
        NOT_THERE,
        {"anonymous": TO_SIGN_IN}
        | dict.fromkeys(OWN, REFUSED)
        | {"coordinator": DONE, "delegate": DONE},
        arguments=an_assessment,
        method="post",
    ),
    for_the_office("knowledge:assessment_peers", 200, arguments=an_assessment),
    everyone("knowledge:figures", arguments=a_version),
    everyone("knowledge:figures_csv", arguments=a_version),
    everyone("knowledge:public_offices_csv", arguments=a_version),
    # The secret is the right: the head has no account. A decided one says that it is over.
    everyone("knowledge:sign_off", arguments=a_link),
    for_the_office("knowledge:assessment_units", 200, arguments=an_assessment),
    # Only the coordinator, and whoever serves the office, let it count for others.
    Address(
        "knowledge:assessment_units_share",
        NOT_THERE,
        {"anonymous": TO_SIGN_IN}
        | dict.fromkeys(OWN, REFUSED)
        | {"coordinator": DONE, "delegate": DONE},
        arguments=an_assessment,
        method="post",
    ),
    for_the_office("knowledge:rating", 200, arguments=a_rating),
    for_the_office(
        "knowledge:rating_restore",
        NOT_THERE,
        arguments=a_rating,
        method="post",
        data={"event": "0"},
    ),
    for_the_office(
        "knowledge:evidence_add",
        DONE,
        arguments=a_rating,
        method="post",
        data={"title": "Procedura", "url": "https://bip.gmina.test/a"},
    ),
    for_the_office(
        "knowledge:evidence_use",
        NOT_THERE,
        arguments=a_rating,
        method="post",
        data={"evidence": "0"},
    ),
    for_the_office("knowledge:evidence_remove", DONE, arguments=an_evidence, method="post"),
]
