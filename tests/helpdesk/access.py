"""Access to the addresses of this app; the form is described in `tests/access.py`."""

from tests.access import Address

ADDRESSES: list[Address] = []
