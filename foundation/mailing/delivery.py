"""What an answer of the mail server means."""

import smtplib
from enum import Enum


class Verdict(Enum):
    """`AWAY`: nothing can be sent now. `LATER`: not this one, now. `NEVER`: this one is refused."""

    AWAY = "away"
    LATER = "later"
    NEVER = "never"


def verdict(error: Exception) -> Verdict:
    """Judge what sending one message raised (RFC 5321, 4.2.1: 4yz is transient, 5yz permanent).

    A refused sign-in or greeting is about the server, not the message: it comes back when mended.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
        return Verdict.LATER if any(code < 500 for code in codes) else Verdict.NEVER
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Verdict.NEVER
    about_server = (
        smtplib.SMTPAuthenticationError,
        smtplib.SMTPConnectError,
        smtplib.SMTPHeloError,
        smtplib.SMTPServerDisconnected,
    )
    if isinstance(error, about_server):
        return Verdict.AWAY
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_code(error.smtp_code)
    return Verdict.AWAY if isinstance(error, OSError) else Verdict.NEVER


def _by_code(code: int) -> Verdict:
    if code == 421:  # the server is closing down
        return Verdict.AWAY
    return Verdict.LATER if code < 500 else Verdict.NEVER


def explain(error: Exception) -> str:
    """What the server said, in one line for a person to read."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = error.recipients.values()
    elif isinstance(error, smtplib.SMTPResponseException):
        answers = [(error.smtp_code, error.smtp_error)]
    else:
        return f"{type(error).__name__}: {error}"[:500]
    texts = (
        f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
        for code, text in answers
    )
    return "; ".join(texts)[:500]
