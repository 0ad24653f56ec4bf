"""What the filters look at, and what they decide."""

from dataclasses import dataclass
from datetime import datetime

from foundation.accounts.models import Organisation
from helpdesk.mail.parsing import ParsedMail
from helpdesk.mail.senders import Sender
from helpdesk.models import RawMail, Ticket


@dataclass(frozen=True)
class Incoming:
    """One mail on its way through the chain."""

    raw: RawMail
    parsed: ParsedMail
    sender: Sender
    at: datetime


@dataclass(frozen=True)
class Decision:
    """What a mail becomes; `ticket` is the one to continue, or one it seems to belong to."""

    outcome: RawMail.Outcome
    why: RawMail.Why
    ticket: Ticket | None = None
    organisation: Organisation | None = None
    detail: str = ""


def park(why: RawMail.Why, *, ticket: Ticket | None = None, detail: str = "") -> Decision:
    return Decision(RawMail.Outcome.PARKED, why, ticket=ticket, detail=detail)
