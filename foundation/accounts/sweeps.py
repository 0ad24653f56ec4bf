"""Due work of this app."""

from datetime import datetime

from foundation.accounts.actions import erase
from foundation.accounts.models import ErasureOrder


def erase_people(*, at: datetime) -> int:
    """Carry out the order to erase a person that waits longest; return how many."""
    orders = ErasureOrder.objects.claim(at=at, limit=1)
    for order in orders:
        erase(order, at=at)
    return len(orders)
