"""Mail as this app's tests need it."""

from itertools import count

from foundation.accounts.models import User
from foundation.mailing.actions import write_mail
from foundation.mailing.models import OutgoingMail
from foundation.mailing.rendering import Rendered

_numbers = count(1)


def make_mail(to: User | str = "odbiorca@urzad.test", **fields) -> OutgoingMail:
    """A mail waiting to be sent."""
    address = to if isinstance(to, str) else to.email
    user = None if isinstance(to, str) else to
    defaults = {
        "kind": "test",
        "subject_key": f"test:{next(_numbers)}",
        "rendered": Rendered("Temat", "Treść\n", "<p>Treść</p>"),
    }
    return write_mail(recipient=address, recipient_user=user, **defaults | fields)
