"""Access to what readers say of guidance; the form is described in `tests/access.py`."""

from knowledge.models import Opinion
from knowledge.opinions.actions import give_opinion
from tests.access import REFUSED, TO_SIGN_IN, Address, everyone
from tests.cast import Cast
from tests.knowledge.factories import make_guidance

WRITERS = ("editor", "reviewer", "administrator")


def make_opinion(**fields) -> Opinion:
    defaults = {"is_helpful": False, "words": "Brakuje terminu."}
    page = fields.pop("page", None) or make_guidance()
    return give_opinion(page, **defaults | fields)


def a_page(cast: Cast) -> dict:
    return {"pk": make_guidance().pk}


def an_opinion(cast: Cast) -> dict:
    return {"pk": make_opinion().pk}


ADDRESSES: list[Address] = [
    everyone("knowledge:opinion_give", arguments=a_page),
    Address(
        "knowledge:opinions", REFUSED, {"anonymous": TO_SIGN_IN, **dict.fromkeys(WRITERS, 200)}
    ),
    Address(
        "knowledge:opinion_close",
        REFUSED,
        {"anonymous": TO_SIGN_IN, **dict.fromkeys(WRITERS, 302)},
        arguments=an_opinion,
        method="post",
        data={"outcome": "done", "answer": "Dopisano termin."},
    ),
]
