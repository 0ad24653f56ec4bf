"""What must be true of all outgoing mail."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundation.integrity import IntegrityCheck
from foundation.mailing.models import OutgoingMail


def words_of_sign_in_mail() -> Sequence[str]:
    """Sign-in mails that were sent and still hold their code or link."""
    sent = OutgoingMail.objects.urgent().filter(delivery=OutgoingMail.Delivery.SENT)
    return [f"{mail.pk}: the words are still there" for mail in sent.exclude(body_text="")]


def sent_without_a_moment() -> Sequence[str]:
    sent = OutgoingMail.objects.filter(delivery=OutgoingMail.Delivery.SENT, sent_at=None)
    return [f"{pk}: sent, nobody knows when" for pk in sent.values_list("pk", flat=True)]


def checks() -> Sequence[IntegrityCheck]:
    return [
        IntegrityCheck(_("The words of sign-in mail are deleted once sent"), words_of_sign_in_mail),
        IntegrityCheck(_("Every sent mail has its moment"), sent_without_a_moment),
    ]
