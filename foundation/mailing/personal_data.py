"""What the post keeps about a person, shown and erased."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from foundation.mailing.models import MailPart, Notification, OutgoingMail, Preference, Suppression

PERSONAL_MODELS = ("mailing.OutgoingMail", "mailing.Preference", "mailing.Notification")


def personal_data(user: User) -> Sequence[PersonalData]:
    """Mails, notifications and settings of `user`."""
    mails = OutgoingMail.objects.filter(recipient_user=user)
    notifications = Notification.objects.filter(user=user)
    preferences = Preference.objects.filter(user=user)
    suppressed = Suppression.objects.filter(address=user.email)
    return [
        PersonalData(_("Messages sent to you"), [f"{m.created_at:%Y-%m-%d} {m}" for m in mails]),
        PersonalData(
            _("Your notifications"), [f"{n.created_at:%Y-%m-%d} {n}" for n in notifications]
        ),
        PersonalData(
            _("Notification settings"),
            [f"{p.kind}: {p.get_channel_display()}" for p in preferences],
        ),
        PersonalData(_("Addresses not written to"), [f"{s}: {s.reason}" for s in suppressed]),
    ]


@transaction.atomic
def erase_person(user: User) -> Sequence[Erasure]:
    """Delete what was only for `user`; that a mail was sent stays, without address and words."""
    mails = OutgoingMail.objects.filter(recipient_user=user)
    addresses = set(mails.values_list("recipient", flat=True)) | {user.email}
    suppressed, _kinds = Suppression.objects.filter(address__in=addresses).delete()
    notifications, _kinds = Notification.objects.filter(user=user).delete()
    preferences, _kinds = Preference.objects.filter(user=user).delete()
    MailPart.objects.filter(mail__in=mails).delete()
    mails.filter(state=OutgoingMail.State.DUE).update(state=OutgoingMail.State.DONE)
    kept = mails.update(
        recipient=f"usunieto-{user.pk}@erased.invalid",
        subject="",
        body_text="",
        body_html="",
        headers={},
        reason="",
    )
    return [
        Erasure(_("Messages sent to you"), 0, kept, _("without address and words")),
        Erasure(_("Your notifications"), notifications, 0),
        Erasure(_("Notification settings"), preferences + suppressed, 0),
    ]
