"""Messages that no person wrote: recorded, never answered, never opening or reopening anything."""

import re

from helpdesk.mail.filters.threading import suggested_ticket
from helpdesk.mail.incoming import Decision, Incoming
from helpdesk.models import RawMail

BULK = frozenset({"bulk", "junk", "auto_reply"})
MARKS = ("x-autoreply", "x-autorespond")
NOTIFICATION = "message/disposition-notification"  # a read receipt, RFC 8098
# The words of a machine and their end: „Autoresponder w EZD nie działa” is a person's question.
SUBJECT = re.compile(
    r"^\s{0,3}(re:\s?)?((automatyczna odpowiedź|odpowiedź automatyczna|autoodpowiedź|autoresponder"
    r"|automatic reply|auto(matic)?[- ]?(response|reply)|out of( the)? office|abwesenheitsnotiz"
    r"|automatische antwort|nieobecność w biurze|poza biurem)\s{0,3}){1,2}($|[:;,.!(\[–-])",
    re.IGNORECASE,
)
# What only lists and senders of mass mail say (RFC 2919, RFC 2369).
LIST_MARKS = ("list-id", "list-unsubscribe", "list-post")


def judge(mail: Incoming) -> Decision | None:
    if is_automatic(mail):
        ticket = suggested_ticket(mail)
        return Decision(RawMail.Outcome.AUTO_REPLY, RawMail.Why.AUTOMATIC, ticket=ticket)
    parsed = mail.parsed
    if any(map(parsed.header, LIST_MARKS)) or parsed.header("precedence") == "list":
        return Decision(RawMail.Outcome.AUTO_REPLY, RawMail.Why.LIST)
    return None


def is_automatic(mail: Incoming) -> bool:
    """RFC 3834 and its elder kin; the subject only where it begins with the words of a machine."""
    parsed = mail.parsed
    submitted = parsed.header("auto-submitted").partition(";")[0].strip()
    return (
        submitted not in ("", "no")
        or parsed.header("precedence") in BULK
        or any(parsed.header(name) for name in MARKS)
        or parsed.header("return-path") == "<>"
        or NOTIFICATION in parsed.part_types
        or bool(SUBJECT.match(parsed.subject))
    )
