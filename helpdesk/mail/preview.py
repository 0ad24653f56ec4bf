"""What staff see of a mail before it belongs anywhere: its words, never its HTML, nothing loaded."""

from helpdesk.mail.limits import SECONDS, OverLimit, stopped_after
from helpdesk.mail.parsing import ParsedMail, parse
from helpdesk.models import RawMail


def read(raw: RawMail) -> ParsedMail | None:
    """The mail, read anew from its bytes; None where it cannot be read within the limits."""
    try:
        with stopped_after(SECONDS):
            return parse(bytes(raw.content))
    except (OverLimit, ValueError, LookupError):
        return None
