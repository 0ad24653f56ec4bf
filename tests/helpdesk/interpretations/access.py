"""Access to the addresses of interpretations; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from tests.access import Address, everyone
from tests.cast import Cast
from tests.helpdesk.interpretations.factories import (
    make_proposal,
    make_published,
    make_question,
    make_sent,
)
from tests.helpdesk.ties.access import of_ties, own_queue


def a_question(cast: Cast) -> Mapping[str, object]:
    return {"reference": make_question(cast, own_queue(cast)).reference}


def a_proposal(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_proposal(make_question(cast, own_queue(cast))).pk}


def a_sent_one(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_sent(cast, make_question(cast, own_queue(cast))).pk}


def a_published_one(cast: Cast) -> Mapping[str, object]:
    published = make_published(cast, make_question(cast, own_queue(cast)))
    return {"year": published.year, "number": published.number}


def its_key(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_published(cast, make_question(cast, own_queue(cast))).pk}


ADDRESSES: list[Address] = [
    everyone("helpdesk:published_answers"),
    everyone("helpdesk:published_answer", arguments=a_published_one),
    of_ties("interpretation_propose", a_question, 200, data={"body": ""}),
    of_ties("interpretation_approve", a_proposal, 200, data={"version": "99"}),
    of_ties("interpretation_return", a_proposal, 200, data={"remarks": ""}),
    of_ties("interpretation_publish", a_sent_one, 200, method="get"),
    of_ties("published_withdraw", its_key, 302, data={"because": "Zmiana prawa."}),
]
