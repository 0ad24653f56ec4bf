"""Access to solutions and calls for funding; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from tests.access import Address, everyone
from tests.cast import Cast
from tests.knowledge.solutions.factories import make_call, make_solution


def a_solution(cast: Cast) -> Mapping[str, object]:
    return {"slug": make_solution().slug}


def a_call(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_call().pk}


ADDRESSES: list[Address] = [
    everyone("knowledge:solution_list"),
    everyone("knowledge:solution", arguments=a_solution),
    everyone("knowledge:funding_list"),
    everyone("knowledge:funding_call", arguments=a_call),
]
