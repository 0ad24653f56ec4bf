"""Documents of projects: adding, a new version, and the check before anybody else reads them."""

from datetime import datetime
from typing import BinaryIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.accounts.models import Membership, Organisation, User
from foundation.files.actions import store_file
from foundation.files.reading import read_later
from foundation.mailing.actions import notify
from projects_archive.actions.keeping import refresh_projects
from projects_archive.models import Document, DocumentVersion, Project
from projects_archive.permissions import (
    may_add_documents,
    may_release_documents,
    may_withdraw_documents,
)

NEWS = "project_documents"


def add_document(
    project: Project,
    *,
    by: User,
    kind: str,
    title: str,
    content: BinaryIO,
    name: str,
    licence: str = "",
    at: datetime | None = None,
) -> DocumentVersion:
    """Add a document with its first version, which waits for the check of personal data.

    Raises ValidationError with a message for the form where the file or the title is not taken.
    """
    if not may_add_documents(by, project):
        raise PermissionDenied
    document = Document(project=project, kind=kind, title=title.strip(), licence=licence)
    document.full_clean()
    return _keep(document, by=by, content=content, name=name, note="", at=at)


def add_version(
    document: Document,
    *,
    by: User,
    content: BinaryIO,
    name: str,
    note: str = "",
    at: datetime | None = None,
) -> DocumentVersion:
    """Add a newer file; the versions before it stay what they were.

    Raises ValidationError where the file is not taken, or is one of the versions already.
    """
    if not may_add_documents(by, document.project):
        raise PermissionDenied
    return _keep(document, by=by, content=content, name=name, note=note, at=at)


def _keep(
    document: Document, *, by: User, content: BinaryIO, name: str, note: str, at: datetime | None
) -> DocumentVersion:
    at = at or timezone.now()
    file = store_file(content, name=name, by=by, at=at)
    with transaction.atomic():
        if document.pk is None:
            document.save()
        Document.objects.select_for_update().get(pk=document.pk)
        known = {version.file.sha256: version.number for version in _versions(document)}
        if file.sha256 in known:
            file.delete()  # the daily job removes its bytes
            number = known[file.sha256]
            message = _("This very file is here already, as version %(number)d.")
            error = message % {"number": number}
        else:
            number, error = max(known.values(), default=0) + 1, ""
            version = DocumentVersion.objects.create(
                document=document,
                number=number,
                file=file,
                note=note.strip(),
                added_by=by,
                organisation=_office_of(by, document.project),
                added_at=at,
            )
            read_later(file, at=at)
    if error:
        raise ValidationError(error)
    return version


def _versions(document: Document):
    return document.versions.select_related("file")


def _office_of(by: User, project: Project) -> Organisation | None:
    """The office in whose name a document comes: the project's, if `by` looks after it."""
    return Organisation.objects.coordinated_by(by).filter(pk=project.organisation_id).first()


def release_version(
    version: DocumentVersion, *, by: User, is_checked: bool, at: datetime | None = None
) -> DocumentVersion:
    """Let everybody read a version that somebody has looked through for personal data."""
    if not is_checked:
        raise ValidationError(_("Confirm that you have looked through the file for personal data."))
    return _decide(version, by=by, state=DocumentVersion.State.RELEASED, reason="", at=at)


def refuse_version(
    version: DocumentVersion, *, by: User, reason: str, at: datetime | None = None
) -> DocumentVersion:
    """Keep a version from readers, with a reason that the office reads."""
    if not reason.strip():
        raise ValidationError(
            _("Write why the document is not released, so that the office knows.")
        )
    state = DocumentVersion.State.REFUSED
    return _decide(version, by=by, state=state, reason=reason.strip()[:300], at=at)


@transaction.atomic
def _decide(
    version: DocumentVersion, *, by: User, state: str, reason: str, at: datetime | None
) -> DocumentVersion:
    at = at or timezone.now()
    if not may_release_documents(by):
        raise PermissionDenied
    version = DocumentVersion.objects.select_for_update().get(pk=version.pk)
    if version.state != DocumentVersion.State.WAITING:
        raise ValidationError(_("Somebody has already decided about this version."))
    if state == DocumentVersion.State.RELEASED and not version.file.is_served:
        raise ValidationError(_("The file waits for its virus check, or did not pass it."))
    version.state, version.reason = state, reason
    version.decided_by, version.decided_at = by, at
    version.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    refresh_projects([version.document.project_id])
    _tell_office(version, at=at)
    return version


@transaction.atomic
def withdraw_version(
    version: DocumentVersion, *, by: User, reason: str, at: datetime | None = None
) -> DocumentVersion:
    """Take a released version out of public sight, e.g. because of personal data found later."""
    if not may_withdraw_documents(by, version.document.project):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("Write why the document is withdrawn."))
    version = DocumentVersion.objects.select_for_update().get(pk=version.pk)
    if version.state != DocumentVersion.State.RELEASED:
        raise ValidationError(_("This version is not public."))
    version.state, version.reason = DocumentVersion.State.REFUSED, reason.strip()[:300]
    version.decided_by, version.decided_at = by, at or timezone.now()
    version.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    refresh_projects([version.document.project_id])
    return version


def _tell_office(version: DocumentVersion, *, at: datetime) -> None:
    """Each coordinator of the office hears of it, in their language."""
    if version.organisation is None:
        return
    coordinators = Membership.objects.coordinators_of(version.organisation).for_list()
    for user in {membership.user for membership in coordinators}:
        with override(user.language):
            url = version.document.get_absolute_url()
            notify(user, kind=NEWS, text=_news_of(version), url=url, at=at)


def _news_of(version: DocumentVersion) -> str:
    if version.state == DocumentVersion.State.RELEASED:
        return _("The document “%(title)s” is public now.") % {"title": version.document}
    return _("The document “%(title)s” was not released: %(reason)s") % {
        "title": version.document,
        "reason": version.reason,
    }
