"""Access to rules; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from tests.access import Address
from tests.cast import Cast
from tests.helpdesk.levels.access import DONE, for_supervisors
from tests.helpdesk.rules.factories import make_rule


def a_rule(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_rule().pk}


ADDRESSES: list[Address] = [
    for_supervisors("helpdesk:rules"),
    for_supervisors("helpdesk:rule_new"),
    for_supervisors("helpdesk:rule", arguments=a_rule),
    for_supervisors("helpdesk:rule_delete", DONE, arguments=a_rule, method="post"),
]
