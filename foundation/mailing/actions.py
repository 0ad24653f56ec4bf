"""Say something to somebody: queue a mail, note a notification, record a bounce."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.due import DueWork
from foundation.mailing.caps import stopped_because
from foundation.mailing.headers import clean_headers, make_message_id, single_line
from foundation.mailing.identity import Identity
from foundation.mailing.models import MailPart, Notification, OutgoingMail, Preference, Suppression
from foundation.mailing.permissions import user_can_look_after_mail
from foundation.mailing.rendering import Rendered, render


@dataclass(frozen=True)
class Part:
    """Bytes that travel with a mail; `content_type` with its parameters.

    A `text/calendar` part travels as an alternative to the text, everything else as an attachment.
    """

    content_type: str
    body: bytes
    filename: str = ""


def queue_mail(
    *,
    kind: str,
    subject_key: str,
    to: User | str,
    template: str,
    context: Mapping[str, object],
    sequence: int = 0,
    headers: Mapping[str, str] | None = None,
    parts: Sequence[Part] = (),
    language: str | None = None,
    at: datetime | None = None,
) -> OutgoingMail | None:
    """Write one mail to be sent, from `<template>_subject.txt`, `<template>.txt` and `<template>.html`.

    Asking again with the same `kind`, `subject_key`, recipient and `sequence` returns the row that
    is there. None when the person `to` has no mailbox or does not want this kind by mail. `subject_key`
    names the recipient's own matter ("ticket:PW-2026-000017", "enrolment:17"): more than a hundred mails an
    hour about one key are set aside. A mail that a person wrote carries `Auto-Submitted: no` in
    `headers`. Raises ValidationError for an address that is none.
    """
    user = to if isinstance(to, User) else None
    if user and not user.has_mailbox:
        return None
    if user and Preference.objects.other_than_mail().filter(user=user, kind=kind).exists():
        return None
    identity = Identity(kind, subject_key, _address(to), sequence)
    if known := OutgoingMail.objects.filter(**asdict(identity)).first():
        return known
    rendered = render(template, context, language=language or (user.language if user else "pl"))
    return write_mail(
        identity, rendered=rendered, recipient_user=user, headers=headers, parts=parts, at=at
    )


def write_mail(
    identity: Identity,
    *,
    rendered: Rendered,
    recipient_user: User | None = None,
    headers: Mapping[str, str] | None = None,
    parts: Sequence[Part] = (),
    is_urgent: bool = False,
    at: datetime | None = None,
) -> OutgoingMail:
    """Write the row of a mail whose words are ready; set it aside where a cap or a list stops it."""
    at = at or timezone.now()
    fields = {
        "recipient_user": recipient_user,
        "is_urgent": is_urgent,
        "message_id": make_message_id(identity.kind),
        "subject": rendered.subject,
        "body_text": rendered.text,
        "body_html": rendered.html,
        "headers": clean_headers(headers or {}),
        "created_at": at,
        "next_try_at": at,
    }
    if stopped := stopped_because(identity, is_urgent=is_urgent, at=at):
        fields |= {"state": DueWork.State.PARKED, "reason": stopped}
        fields["delivery"] = OutgoingMail.Delivery.FAILED
    return _kept(identity, fields, parts)


def _kept(identity: Identity, fields: Mapping[str, object], parts: Sequence[Part]) -> OutgoingMail:
    """Keep the mail, or return the one that somebody else wrote meanwhile."""
    try:
        with transaction.atomic():
            mail = OutgoingMail.objects.create(**asdict(identity), **fields)
            MailPart.objects.bulk_create(_row(mail, part) for part in parts)
    except IntegrityError:
        return OutgoingMail.objects.get(**asdict(identity))
    return mail


def _address(to: User | str) -> str:
    address = (to.email if isinstance(to, User) else to).strip().lower()
    validate_email(address)
    return address


def _row(mail: OutgoingMail, part: Part) -> MailPart:
    return MailPart(
        mail=mail,
        content_type=single_line(part.content_type),
        filename=single_line(part.filename),
        body=part.body,
    )


def notify(
    user: User, *, kind: str, text: str, url: str = "", at: datetime | None = None
) -> Notification:
    """Tell a person inside the application; `url` is a local address ("/pl/…")."""
    if url and not (url.startswith("/") and url_has_allowed_host_and_scheme(url, None)):
        raise ValidationError(_("A notification leads to a page of this site only."))
    return Notification.objects.create(
        user=user,
        kind=kind,
        text=single_line(text)[:250],
        url=url,
        created_at=at or timezone.now(),
    )


def mark_bounced(
    message_id: str, *, reason: str, is_permanent: bool = True, at: datetime | None = None
) -> bool:
    """Record that a mail came back; True when that is news: it is one of ours, and failed for good.

    After a permanent failure the address is not written to again until a person takes it off the
    list. Nothing is sent: a report of a report would be a loop.
    """
    mail = OutgoingMail.objects.filter(message_id=message_id.strip()).first()
    if mail is None or not is_permanent:
        return False
    is_news = mail.delivery != OutgoingMail.Delivery.BOUNCED
    mail.delivery = OutgoingMail.Delivery.BOUNCED
    mail.reason = single_line(reason)[:500]
    mail.save(update_fields=["delivery", "reason"])
    Suppression.objects.get_or_create(
        address=mail.recipient,
        defaults={"reason": mail.reason[:250], "created_at": at or timezone.now()},
    )
    return is_news


def choose_channels(channels: Mapping[str, str], *, by: User) -> None:
    """Keep how `by` wants to hear of each kind: a mapping of kind to channel."""
    with transaction.atomic():
        for kind, channel in channels.items():
            Preference.objects.update_or_create(
                user=by, kind=kind, defaults={"channel": Preference.Channel(channel)}
            )


def mark_read(
    notifications: QuerySet[Notification], *, by: User, at: datetime | None = None
) -> int:
    """Mark those of `notifications` that are unread and belong to `by`; return how many."""
    own = notifications.filter(user=by, read_at=None)
    return own.update(read_at=at or timezone.now())


@transaction.atomic
def send_again(mail: OutgoingMail, *, by: User, at: datetime | None = None) -> None:
    """Queue a mail that was set aside, past caps and the list of addresses: a person has decided."""
    mail = _set_aside(mail, by=by)
    if mail.is_urgent and not (mail.body_text or mail.body_html):
        raise ValidationError(_("A sign-in message is not repeated: ask for a new one."))
    Suppression.objects.filter(address=mail.recipient).delete()
    mail.state, mail.delivery = OutgoingMail.State.DUE, OutgoingMail.Delivery.QUEUED
    mail.attempts, mail.next_try_at, mail.reason = 0, at or timezone.now(), ""
    mail.save(update_fields=["state", "delivery", "attempts", "next_try_at", "reason"])


@transaction.atomic
def discard(mail: OutgoingMail, *, by: User) -> None:
    """Close a mail that was set aside: it stays on record, with its reason, and is never sent."""
    mail = _set_aside(mail, by=by)
    mail.state = OutgoingMail.State.DONE
    mail.reason = f"{mail.reason} [{by}]".strip()
    mail.save(update_fields=["state", "reason"])


def _set_aside(mail: OutgoingMail, *, by: User) -> OutgoingMail:
    """`mail` locked and as it stands now, if `by` may decide about it and nobody has yet."""
    if not user_can_look_after_mail(by):
        raise PermissionDenied
    mail = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if mail.state != OutgoingMail.State.PARKED:
        raise ValidationError(_("Somebody has already decided about this message."))
    return mail
