"""Personal data of those who follow tickets, are called in notes, or get copies."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from foundation.files.models import StoredFile
from helpdesk.models import ChecklistItem, CopyAddress, Mention, Upload, Watcher


def personal_data(user: User) -> Sequence[PersonalData]:
    """Tickets followed, mentions, copies to one's address, files not sent, items ticked."""
    watched = Watcher.objects.filter(user=user).select_related("ticket")
    called = Mention.objects.filter(user=user).select_related("message__ticket")
    copies = _copies(user).select_related("ticket")
    uploads = Upload.objects.filter(user=user).select_related("file")
    ticked = ChecklistItem.objects.filter(done_by=user).select_related("ticket")
    return [
        PersonalData(_("Tickets followed"), [w.ticket.reference for w in watched]),
        PersonalData(_("Mentions in notes"), [m.message.ticket.reference for m in called]),
        PersonalData(_("Copies of answers"), [f"{c.ticket.reference}: {c}" for c in copies]),
        PersonalData(_("Files not sent yet"), [str(upload) for upload in uploads]),
        PersonalData(_("Items ticked"), [f"{i.ticket.reference}: {i}" for i in ticked]),
    ]


def erase_person(user: User) -> Sequence[Erasure]:
    """All of it goes; a ticked item stays ticked, by nobody."""
    uploads = list(Upload.objects.filter(user=user).values_list("file", flat=True))
    StoredFile.objects.filter(pk__in=uploads).delete()
    watched, _kinds = Watcher.objects.filter(user=user).delete()
    called, _kinds = Mention.objects.filter(user=user).delete()
    copies, _kinds = _copies(user).delete()
    ticked = ChecklistItem.objects.filter(done_by=user).update(done_by=None)
    return [
        Erasure(_("Tickets followed"), watched, 0),
        Erasure(_("Mentions in notes"), called, 0),
        Erasure(_("Copies of answers"), copies, 0),
        Erasure(_("Files not sent yet"), len(uploads), 0),
        Erasure(_("Items ticked"), ticked, 0),
    ]


def _copies(user: User) -> QuerySet[CopyAddress]:
    return CopyAddress.objects.filter(address=user.email.lower())
