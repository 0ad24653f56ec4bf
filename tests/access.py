"""Who gets what at which address: the form of the access tables, one per app in `tests/<app>/access.py`.

Each app lists every address of its own. `tests/test_access.py` walks the whole resolver and fails for
an address without a row, then asks each address as every person of the cast.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.cast import Cast

Arguments = Callable[[Cast], Mapping[str, object]]

TO_SIGN_IN = 302  # a redirect to the sign-in page
REFUSED = 403
NOT_THERE = 404
NO_GET = 405


@dataclass(frozen=True)
class Address:
    """One address: `others` is the status for everybody not named in `statuses`.

    `arguments` makes what the address needs from the cast and returns its keyword arguments.
    """

    name: str
    others: int
    statuses: Mapping[str, int] = field(default_factory=dict)
    arguments: Arguments = lambda cast: {}
    method: str = "get"
    data: Mapping[str, object] = field(default_factory=dict)

    def expected(self, role: str) -> int:
        return self.statuses.get(role, self.others)


def everyone(name: str, status: int = 200, **fields) -> Address:
    """An address that answers everybody alike."""
    return Address(name, status, **fields)


def members_only(name: str, **fields) -> Address:
    """An address for anybody who is signed in."""
    return Address(name, 200, {"anonymous": TO_SIGN_IN}, **fields)
