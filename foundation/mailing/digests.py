"""The daily digest: what a person chose not to get as single mails."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from foundation.accounts.models import User
from foundation.mailing.actions import queue_mail
from foundation.mailing.models import Notification, Preference

MOST_LISTED = 50


def send_digests(*, at: datetime) -> None:
    """Queue one mail for each person with unread news of the kinds they want as a digest."""
    chosen = Preference.objects.filter(channel=Preference.Channel.DIGEST)
    people = User.objects.active().filter(pk__in=chosen.values("user"))
    for user in people.iterator():
        kinds = chosen.filter(user=user).values("kind")
        with transaction.atomic():
            _send_digest(user, _news(user).filter(kind__in=kinds), at)


def _news(user: User):
    return Notification.objects.filter(user=user, digested_at=None).unread()


def _send_digest(user: User, news: Sequence[Notification], at: datetime) -> None:
    """Queue the digest of one day and mark its news, so that none is told twice."""
    notifications = list(news.order_by("pk")[:MOST_LISTED])
    if not notifications:
        return
    with translation.override(user.language):
        settings_url = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("mailing:preferences")
    queue_mail(
        kind="digest",
        subject_key=f"digest:{timezone.localdate(at).isoformat()}",
        to=user,
        sequence=notifications[0].pk,
        template="mailing/email/digest",
        context={"notifications": notifications},
        headers={"List-Unsubscribe": f"<{settings_url}>"},
        at=at,
    )
    Notification.objects.filter(pk__in=[n.pk for n in notifications]).update(digested_at=at)
