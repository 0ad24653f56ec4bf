"""What the archive knows of a person: who imported, who decided, who added a document, who edits."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from projects_archive.actions.exports import remove_export
from projects_archive.models import (
    CodeFile,
    CodeWatch,
    DocumentVersion,
    Enquiry,
    FundingLine,
    ImportRun,
    LineStatement,
    ListFile,
    ListUpload,
    ProjectRecord,
    Reuse,
    Submission,
)

PERSONAL_MODELS = (
    "projects_archive.CodeFile",
    "projects_archive.CodeWatch",
    "projects_archive.DocumentVersion",
    "projects_archive.Enquiry",
    "projects_archive.FundingLine",
    "projects_archive.ImportRun",
    "projects_archive.LineStatement",
    "projects_archive.ListUpload",
    "projects_archive.ListFile",
    "projects_archive.ProjectRecord",
    "projects_archive.Reuse",
    "projects_archive.Submission",
)


def personal_data(user: User) -> Sequence[PersonalData]:
    """What this app keeps about `user`; contacts of records are those of offices."""
    judged = FundingLine.objects.filter(judged_by=user).values_list("title", flat=True)
    documents = DocumentVersion.objects.filter(added_by=user).select_related("document")
    decided = DocumentVersion.objects.filter(decided_by=user).select_related("document")
    statements = LineStatement.objects.filter(made_by=user).select_related("organisation")
    sent = Submission.objects.filter(sent_by=user).select_related("record__project")
    passed = Submission.objects.filter(decided_by=user).select_related("record__project")
    contacts = ProjectRecord.objects.filter(contact_email__iexact=user.email)
    files = CodeFile.objects.filter(Q(added_by=user) | Q(decided_by=user))
    watches = CodeWatch.objects.filter(added_by=user)
    maintained = ProjectRecord.objects.filter(maintainer__iexact=user.get_full_name() or "-")
    asked = Enquiry.objects.filter(asked_by=user)
    answered = Enquiry.objects.filter(answered_by=user)
    uses = Reuse.objects.filter(Q(said_by=user) | Q(decided_by=user)).select_related("organisation")
    return [
        PersonalData(_("Decisions on projects"), list(judged)),
        PersonalData(_("Documents of projects"), [str(version) for version in documents]),
        PersonalData(_("Documents you checked"), [str(version) for version in decided]),
        PersonalData(_("What you said about lists"), [str(one) for one in statements]),
        PersonalData(_("Descriptions you sent"), [str(one) for one in sent]),
        PersonalData(_("Descriptions you decided about"), [str(one) for one in passed]),
        PersonalData(_("Contact of a project"), [str(record) for record in contacts]),
        PersonalData(_("Files of publiccode.yml"), [str(one) for one in [*files, *watches]]),
        PersonalData(_("Maintainer of software"), [str(record) for record in maintained]),
        PersonalData(_("Enquiries about solutions"), [one.question for one in asked]),
        PersonalData(_("Answers about solutions"), [one.answer for one in answered]),
        PersonalData(_("What you said about using solutions"), [str(one) for one in uses]),
        *_lists(user),
    ]


def _lists(user: User) -> Sequence[PersonalData]:
    files = ListFile.objects.filter(owner=user)
    uploads = ListUpload.objects.filter(uploaded_by=user)
    runs = ImportRun.objects.filter(started_by=user)
    return [
        PersonalData(_("Imports of lists"), [str(run) for run in runs]),
        PersonalData(_("Lists you gave to be taken in"), [str(one) for one in uploads]),
        PersonalData(_("Lists of projects as files"), [str(one) for one in files]),
    ]


@transaction.atomic
def erase_person(user: User) -> Sequence[Erasure]:
    """Take the name away from what stays: decisions, documents and imports are the archive's."""
    judged = FundingLine.objects.filter(judged_by=user).update(judged_by=None)
    documents = DocumentVersion.objects.filter(added_by=user).update(added_by=None)
    checked = DocumentVersion.objects.filter(decided_by=user).update(decided_by=None)
    runs = ImportRun.objects.filter(started_by=user).update(started_by=None)
    stated = LineStatement.objects.filter(made_by=user).update(made_by=None)
    sent = Submission.objects.filter(sent_by=user).update(sent_by=None)
    passed = Submission.objects.filter(decided_by=user).update(decided_by=None)
    contacts = ProjectRecord.objects.filter(contact_email__iexact=user.email)
    files = CodeFile.objects.filter(added_by=user).update(added_by=None)
    files += CodeFile.objects.filter(decided_by=user).update(decided_by=None)
    files += CodeWatch.objects.filter(added_by=user).update(added_by=None)
    maintained = ProjectRecord.objects.filter(maintainer__iexact=user.get_full_name() or "-")
    lists = ListUpload.objects.filter(uploaded_by=user).update(uploaded_by=None)
    ProjectRecord.objects.filter(locked_by=user).update(locked_by=None, locked=False)
    return [
        Erasure(_("Decisions on projects"), judged, 0),
        Erasure(_("Documents of projects"), documents, 0),
        Erasure(_("Documents you checked"), checked, 0),
        Erasure(_("Imports of lists"), runs, 0),
        Erasure(_("What you said about lists"), stated, 0),
        Erasure(_("Descriptions you sent"), sent, 0),
        Erasure(_("Descriptions you decided about"), passed, 0),
        Erasure(_("Contact of a project"), contacts.update(contact_email=""), 0),
        Erasure(_("Files of publiccode.yml"), files, 0),
        Erasure(_("Maintainer of software"), maintained.update(maintainer=""), 0),
        *_erase_from_reuse(user),
        Erasure(_("Lists you gave to be taken in"), lists, 0),
        Erasure(_("Lists of projects as files"), _remove_exports(user), 0),
    ]


def _remove_exports(user: User) -> int:
    exports = list(ListFile.objects.filter(owner=user).select_related("file"))
    for export in exports:
        remove_export(export)
    return len(exports)


def _erase_from_reuse(user: User) -> Sequence[Erasure]:
    asked = Enquiry.objects.filter(asked_by=user).update(asked_by=None)
    asked += Enquiry.objects.filter(answered_by=user).update(answered_by=None)
    uses = Reuse.objects.filter(said_by=user).update(said_by=None)
    uses += Reuse.objects.filter(decided_by=user).update(decided_by=None)
    return [
        Erasure(_("Enquiries about solutions"), asked, 0),
        Erasure(_("What you said about using solutions"), uses, 0),
    ]
