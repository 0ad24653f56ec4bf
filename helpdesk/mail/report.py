"""What a mail was and what became of it, as one item of `receive_mail --report`."""

from helpdesk.models import RawMail

DUPLICATE, STORED, REFUSED, FAILED = "duplicate", "stored", "refused", "failed"


def item_of(raw: RawMail, *, source: str, is_duplicate: bool) -> dict[str, object]:
    """The item of a stored mail; "stored" where the worker has still to read it."""
    reasons = (str(raw.get_why_display()), raw.reason)
    return {
        "source": source,
        "outcome": DUPLICATE if is_duplicate else raw.outcome or STORED,
        "reason": " ".join(reason for reason in reasons if reason),
        "ticket": raw.ticket.reference if raw.ticket else "",
        "sender_grade": raw.sender_grade,
        "subject": raw.subject,
        "charset_repairs": raw.repairs,
        "attachment_count": raw.attachment_count,
    }


def item_not_stored(source: str, outcome: str, reason: str) -> dict[str, object]:
    """The item of something that could not be stored, for good (REFUSED) or now (FAILED)."""
    return {
        "source": source,
        "outcome": outcome,
        "reason": reason,
        "ticket": "",
        "sender_grade": "",
        "subject": "",
        "charset_repairs": [],
        "attachment_count": 0,
    }
