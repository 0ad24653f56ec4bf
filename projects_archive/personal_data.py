"""What the archive knows of a person: who imported, who decided, who added a document, who edits."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from projects_archive.models import Document, FundingLine, ImportRun, ProjectRecord

PERSONAL_MODELS = (
    "projects_archive.Document",
    "projects_archive.FundingLine",
    "projects_archive.ImportRun",
    "projects_archive.ProjectRecord",
)


def personal_data(user: User) -> Sequence[PersonalData]:
    """What this app keeps about `user`; contacts of records are those of offices."""
    judged = FundingLine.objects.filter(judged_by=user).values_list("title", flat=True)
    documents = Document.objects.filter(added_by=user).values_list("title", flat=True)
    runs = ImportRun.objects.filter(started_by=user)
    contacts = ProjectRecord.objects.filter(contact_email__iexact=user.email)
    return [
        PersonalData(_("Decisions on projects"), list(judged)),
        PersonalData(_("Documents of projects"), list(documents)),
        PersonalData(_("Imports of lists"), [str(run) for run in runs]),
        PersonalData(_("Contact of a project"), [str(record) for record in contacts]),
    ]


@transaction.atomic
def erase_person(user: User) -> Sequence[Erasure]:
    """Take the name away from what stays: decisions, documents and imports are the archive's."""
    judged = FundingLine.objects.filter(judged_by=user).update(judged_by=None)
    documents = Document.objects.filter(added_by=user).update(added_by=None)
    runs = ImportRun.objects.filter(started_by=user).update(started_by=None)
    contacts = ProjectRecord.objects.filter(contact_email__iexact=user.email)
    ProjectRecord.objects.filter(locked_by=user).update(locked_by=None, locked=False)
    return [
        Erasure(_("Decisions on projects"), judged, 0),
        Erasure(_("Documents of projects"), documents, 0),
        Erasure(_("Imports of lists"), runs, 0),
        Erasure(_("Contact of a project"), contacts.update(contact_email=""), 0),
    ]
