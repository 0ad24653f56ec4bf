"""What staff see of a mail: its words, or its page made harmless; nothing is ever loaded."""

from helpdesk.mail.limits import OverLimit
from helpdesk.mail.page import page_of
from helpdesk.mail.parsing import ParsedMail
from helpdesk.mail.reader import parse, run
from helpdesk.models import RawMail


def read(raw: RawMail) -> ParsedMail | None:
    """The mail, read anew from its bytes; None where it cannot be read within the limits."""
    try:
        return parse(bytes(raw.content))
    except (OverLimit, ValueError, LookupError):
        return None


def page(raw: RawMail) -> str | None:
    """The mail as its sender laid it out; None where it cannot be made harmless within the limits."""
    try:
        return run(page_of, bytes(raw.content))
    except (OverLimit, ValueError, LookupError):
        return None
