"""Letters for tests; keywords override the defaults."""

from uuid import uuid4

from foundation.accounts.models import User
from training import actions
from training.models import Letter, Session


def make_letter(session: Session, by: User, **fields) -> Letter:
    defaults = {
        "states": ["confirmed"],
        "subject": "Co zabrać",
        "body": "Proszę zabrać komputer.",
        "token": uuid4(),
    }
    return actions.write_letter(session, by=by, **defaults | fields)
