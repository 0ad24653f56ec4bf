"""Who hears of the status page by mail: asked for, confirmed by a link, ended by a link in every mail."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from foundation.accounts.links import absolute_url
from foundation.accounts.secrets import fingerprint, new_token
from foundation.mailing.actions import queue_mail
from foundation.posted import key_in
from helpdesk.models import NoticeEntry, StatusSubscription
from knowledge.models import System

CONFIRM_WITHIN = timedelta(days=3)
CONFIRM, UPDATE = "helpdesk.status_confirm", "helpdesk.status_update"
PORTION = 200


@transaction.atomic
def ask(
    *, email: str, language: str, systems: Sequence[System] = (), at: datetime | None = None
) -> None:
    """Send a link that confirms; the answer is the same whether the address is known or not.

    What was chosen counts once the link is followed: whoever types somebody else's address changes
    nothing. Nothing that was typed travels in the mail.
    """
    at = at or timezone.now()
    email = email.strip().lower()
    subscription, _is_new = StatusSubscription.objects.get_or_create(
        email=email, defaults={"language": language, "key": new_token(), "asked_at": at}
    )
    subscription.wanted = {"language": language, "systems": [system.pk for system in systems]}
    secret = new_token()
    subscription.confirm_hash = fingerprint(secret, purpose="status_confirm")
    subscription.confirm_until = at + CONFIRM_WITHIN
    subscription.save()
    queue_mail(
        kind=CONFIRM,
        subject_key=f"status-subscription:{subscription.pk}",
        to=email,
        template="helpdesk/email/status_confirm",
        context={
            "url": absolute_url("helpdesk:status_confirm", secret, language=language),
            "until": subscription.confirm_until,
        },
        sequence=int(at.timestamp()),
        language=language,
        at=at,
    )


def waiting_for(secret: str, *, at: datetime | None = None) -> StatusSubscription | None:
    """The subscription that a link confirms; None once it was used or its time has passed."""
    hashed = fingerprint(secret, purpose="status_confirm")
    found = StatusSubscription.objects.filter(confirm_hash=hashed)
    return found.filter(confirm_until__gt=at or timezone.now()).first()


@transaction.atomic
def confirm(subscription: StatusSubscription, *, at: datetime | None = None) -> None:
    """Begin to tell of what was chosen; the link works once."""
    subscription.language = subscription.wanted["language"]
    subscription.systems.set(System.objects.filter(pk__in=subscription.wanted["systems"]))
    subscription.confirmed_at = subscription.confirmed_at or at or timezone.now()
    subscription.confirm_hash, subscription.confirm_until = "", None
    subscription.save()


def end_secret(subscription: StatusSubscription) -> str:
    """The secret of the link that ends a subscription; it cannot be made from what the database holds."""
    return f"{subscription.pk}-{fingerprint(subscription.key, purpose='status_end')}"


def ended_by(secret: str) -> StatusSubscription | None:
    """The subscription that a link ends."""
    key, _dash, _rest = secret.partition("-")
    found = StatusSubscription.objects.filter(pk=key_in(key)).first()
    is_right = found is not None and constant_time_compare(end_secret(found), secret)
    return found if is_right else None


def end(subscription: StatusSubscription) -> None:
    """Stop telling, and forget the address."""
    subscription.delete()


def forget_unconfirmed(*, at: datetime) -> None:
    """Forget addresses that never confirmed."""
    StatusSubscription.objects.filter(confirmed_at=None, confirm_until__lt=at).delete()


def tell_subscribers(*, at: datetime, limit: int = 5) -> int:
    """Write mails about new entries, a portion of subscriptions at a time; return the entries handled."""
    entries = NoticeEntry.objects.select_related("notice").claim(at=at, limit=limit)
    for entry in entries:
        _tell(entry, at)
    return len(entries)


def _tell(entry: NoticeEntry, at: datetime) -> None:
    hearing = StatusSubscription.objects.hearing_of(entry.notice).filter(pk__gt=entry.told_up_to)
    portion = list(hearing.order_by("pk")[:PORTION])
    for subscription in portion:
        _mail(entry, subscription, at)
    if len(portion) < PORTION:
        entry.mark_done()
        return
    entry.told_up_to, entry.leased_until = portion[-1].pk, None
    entry.save(update_fields=["told_up_to", "leased_until"])


def _mail(entry: NoticeEntry, subscription: StatusSubscription, at: datetime) -> None:
    language = subscription.language
    end_url = absolute_url("helpdesk:status_end", end_secret(subscription), language=language)
    queue_mail(
        kind=UPDATE,
        subject_key=f"status-subscription:{subscription.pk}",
        to=subscription.email,
        template="helpdesk/email/status_update",
        context={
            "notice": entry.notice,
            "entry": entry,
            "systems": list(entry.notice.systems.all()),
            "url": absolute_url("helpdesk:status_notice", entry.notice_id, language=language),
            "end_url": end_url,
        },
        sequence=entry.pk,
        headers={
            "List-Unsubscribe": f"<{end_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        language=language,
        at=at,
    )
