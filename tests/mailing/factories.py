"""Mail as this app's tests need it."""

from itertools import count

from foundation.accounts.models import User
from foundation.mailing.actions import write_mail
from foundation.mailing.identity import Identity
from foundation.mailing.models import OutgoingMail
from foundation.mailing.rendering import Rendered

_numbers = count(100_001)  # always six digits: names sort in the order they were made


def make_mail(to: User | str = "odbiorca@urzad.test", **fields) -> OutgoingMail:
    """A mail waiting to be sent."""
    address = to if isinstance(to, str) else to.email
    user = None if isinstance(to, str) else to
    identity = Identity(
        fields.pop("kind", "test"),
        fields.pop("subject_key", f"test:{next(_numbers)}"),
        address,
        fields.pop("sequence", 0),
    )
    words = {"rendered": Rendered("Temat", "Treść\n", "<p>Treść</p>")}
    return write_mail(identity, recipient_user=user, **words | fields)
