"""Access to the address that makes guidance of an answer; see `tests/access.py`."""

from tests.access import Address
from tests.helpdesk.ties.access import a_talk, of_ties

ADDRESSES: list[Address] = [of_ties("ticket_to_guidance", a_talk, 302, method="get")]
