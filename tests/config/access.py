"""Access to the addresses of the roof; the form is described in `tests/access.py`."""

from tests.access import Address, everyone

ADDRESSES: list[Address] = [
    everyone("favicon", 302),
    everyone("healthz"),
    everyone("readyz"),
    everyone("set_language", 302),
    everyone("styles"),
]
