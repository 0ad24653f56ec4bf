"""A mail is stored first, then understood; killed anywhere between, nothing is lost or doubled."""

import logging
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.due import LEASE
from foundation.files.actions import NO_ROOM
from helpdesk.mail.chain import judge
from helpdesk.mail.effects import carry_out
from helpdesk.mail.incoming import Decision, Incoming, park
from helpdesk.mail.limits import LARGEST_HEADER, LARGEST_MAIL, TOO_LARGE, OverLimit
from helpdesk.mail.parsing import ParsedMail, identity_of
from helpdesk.mail.reader import parse, parse_header
from helpdesk.mail.senders import Sender, sender_of, verified_domain
from helpdesk.models import Mailbox, RawMail

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
MOST_ATTEMPTS_WITHOUT_ROOM = 24  # with growing pauses: about four days, as for mail that goes out


def store_mail(
    content: bytes, *, source: str, at: datetime, mailbox: Mailbox | None = None
) -> tuple[RawMail, bool]:
    """Keep the bytes of a mail as they came; return its row and whether it is new.

    The new row is leased to the caller, so that no worker reads it at the same time. Raises
    ValidationError for what cannot be kept: nothing at all, or more than 30 MB.
    """
    if not content.strip():
        raise ValidationError(_("The message is empty."))
    if len(content) > LARGEST_MAIL:
        raise ValidationError(TOO_LARGE)
    fields = {
        "content": content,
        "size": len(content),
        "source": source[-300:],
        "mailbox": mailbox,
        "received_at": at,
        "next_try_at": at,
        "leased_until": at + LEASE,
        "attempts": 1,
    }
    return RawMail.objects.get_or_create(identity=identity_of(content), defaults=fields)


def store_oversize(
    header: bytes, *, source: str, at: datetime, mailbox: Mailbox
) -> tuple[RawMail, bool]:
    """Put the header of a mail that stays in its mailbox before a person: it is too large to take."""
    header = header[:LARGEST_HEADER]
    heading = _heading(header)
    detail = f"{TOO_LARGE} " + gettext("It stays in the mailbox %s.") % mailbox
    with transaction.atomic():
        raw, is_new = store_mail(header, source=source, at=at, mailbox=mailbox)
        if is_new:
            raw = _settle(raw, heading, park(RawMail.Why.OVER_LIMIT, detail=detail), at)
    return raw, is_new


def finish(raw: RawMail, *, is_new: bool, at: datetime) -> RawMail:
    """Understand a mail that was just stored, or one whose first reader died before it could."""
    if is_new:
        return understand(raw, at=at)
    claimed = RawMail.objects.filter(pk=raw.pk).claim(at=at, limit=1)
    return understand_again(claimed[0], at=at) if claimed else raw


def understand(raw: RawMail, *, at: datetime) -> RawMail:
    """Read a stored mail and make of it what the filters decide; return its row as it is then."""
    content = bytes(raw.content)
    try:
        parsed = parse(content)
        sender = sender_of(parsed, signed_by=verified_domain(content, parsed))
        return _settle(raw, (parsed, sender), None, at)
    except DatabaseError:
        raise  # the mail is not to blame: a worker tries again
    except OverLimit as limit:
        decision = park(RawMail.Why.OVER_LIMIT, detail=str(limit.reason))
    except Exception as error:  # one mail that nobody foresaw must not stop the next
        logger.exception("mail %s could not be read", raw.pk)
        decision = park(RawMail.Why.UNREADABLE, detail=type(error).__name__)
    return _settle(raw, _heading(content), decision, at)


def _heading(content: bytes) -> tuple[ParsedMail, Sender] | None:
    """Subject and sender of a mail that cannot be read, for the person who decides about it."""
    try:
        parsed = parse_header(content)
        return parsed, sender_of(parsed)
    except DatabaseError:
        raise
    except Exception:  # its header is what breaks us
        logger.exception("the header of a mail could not be read")
        return None


def understand_again(raw: RawMail, *, at: datetime) -> RawMail:
    """What a worker does with a mail whose first reader died or had no room: not for ever."""
    had_no_room = bool(raw.reason)  # a reader that died said nothing
    if raw.attempts > (MOST_ATTEMPTS_WITHOUT_ROOM if had_no_room else MOST_ATTEMPTS):
        decision = park(RawMail.Why.UNREADABLE, detail=raw.reason)
        return _settle(raw, _heading(bytes(raw.content)), decision, at)
    return understand(raw, at=at)


@transaction.atomic
def _settle(
    raw: RawMail, read: tuple[ParsedMail, Sender] | None, decision: Decision | None, at: datetime
) -> RawMail:
    """Write down what a mail is and what becomes of it, with its effect, or not at all."""
    # Without the bytes, which are neither read nor written again here: there may be thirty megabytes.
    raw = RawMail.objects.select_for_update().defer("content").get(pk=raw.pk)
    if raw.state != RawMail.State.DUE:
        return raw
    if read:
        mail = Incoming(raw, *read, at)
        _describe(raw, mail)
        decision = decision or judge(mail)
        try:
            with transaction.atomic():
                carry_out(mail, decision)
        except (PermissionDenied, ValidationError) as error:
            if getattr(error, "code", "") == NO_ROOM:
                return _later(raw, error, at)
            detail = " ".join(getattr(error, "messages", []))
            decision = park(RawMail.Why.REFUSED, ticket=decision.ticket, detail=detail)
    return _close(raw, decision)


def _describe(raw: RawMail, mail: Incoming) -> None:
    raw.subject = mail.parsed.subject[:250]
    raw.sender_name, raw.sender_email = mail.sender.name, mail.sender.email
    raw.sender_grade, raw.person = mail.sender.grade, mail.sender.person
    raw.message_id = mail.parsed.message_id
    raw.repairs = list(mail.parsed.repairs)
    raw.attachment_count = len(mail.parsed.files)


def _close(raw: RawMail, decision: Decision) -> RawMail:
    is_parked = decision.outcome == RawMail.Outcome.PARKED
    raw.outcome, raw.why, raw.reason = decision.outcome, decision.why, decision.detail
    raw.ticket = raw.ticket or decision.ticket
    raw.state = RawMail.State.PARKED if is_parked else RawMail.State.DONE
    raw.leased_until = None
    raw.save()
    return raw


def _later(raw: RawMail, error: ValidationError, at: datetime) -> RawMail:
    """The disk is full: the mail stays and is tried again, no half ticket was made."""
    raw.retry(at=at, reason=" ".join(error.messages))
    return raw
