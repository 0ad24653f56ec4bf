"""Access to the dashboard; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from tests.access import Address
from tests.cast import Cast
from tests.helpdesk.levels.access import for_supervisors


def a_table(cast: Cast) -> Mapping[str, object]:
    return {"code": "queue", "file_format": "csv"}


ADDRESSES: list[Address] = [
    for_supervisors("helpdesk:dashboard"),
    for_supervisors("helpdesk:dashboard_table", arguments=a_table),
]
