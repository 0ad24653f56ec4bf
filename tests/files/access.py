"""Access to the addresses of this app; the form is described in `tests/access.py`."""

from tests.access import NOT_THERE, TO_SIGN_IN, Address
from tests.cast import Cast
from tests.files.factories import make_file


def nobodys_file(cast: Cast) -> dict[str, object]:
    """A file that no row points to, stored by the requester."""
    return {"pk": make_file(by=cast.requester).pk}


ADDRESSES: list[Address] = [
    Address("files:download", NOT_THERE, arguments=nobodys_file),
    Address("files:fixity", NOT_THERE, {"anonymous": TO_SIGN_IN, "administrator": 200}),
]
