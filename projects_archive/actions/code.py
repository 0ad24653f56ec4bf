"""publiccode.yml comes in: by file, by address, every day again; a person takes it into the draft."""

import hashlib
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Revision

from foundation.accounts.models import Membership, User
from foundation.due import DueWork
from foundation.fetching import Fetched, NotFetched, fetch
from foundation.mailing.actions import notify
from projects_archive.actions.documents import NEWS
from projects_archive.actions.office import save_draft
from projects_archive.actions.records import start_record
from projects_archive.models import CodeFile, CodeWatch, Project
from projects_archive.models.software import as_field
from projects_archive.permissions import may_describe
from projects_archive.publiccode.reading import read_publiccode
from projects_archive.publiccode.tree import NotReadable

PAUSE = timedelta(days=1)
MOST_ATTEMPTS = 5  # in a row; then a person looks

Fetch = Callable[..., Fetched]


def add_code_file(
    project: Project, *, by: User, content: bytes, name: str, at: datetime | None = None
) -> CodeFile:
    """Read a file that somebody has; it waits for what they take of it.

    Raises ValidationError with a message for the form where it is no YAML.
    """
    if not may_describe(by, project):
        raise PermissionDenied
    try:
        return _keep(project, content, origin=name, by=by, at=at or timezone.now())
    except NotReadable as refusal:
        raise ValidationError(str(refusal)) from refusal


@transaction.atomic
def name_source(
    project: Project, *, by: User, url: str, is_watched: bool, at: datetime | None = None
) -> CodeWatch:
    """Have the file fetched from `url` as soon as possible, and every day again where `is_watched`."""
    if not may_describe(by, project):
        raise PermissionDenied
    Project.objects.select_for_update().get(pk=project.pk)
    CodeWatch.objects.filter(project=project).delete()
    at = at or timezone.now()
    source = CodeWatch(
        project=project,
        url=raw_address(url),
        is_watched=is_watched,
        added_by=by,
        added_at=at,
        next_try_at=at,
    )
    source.full_clean()
    source.save()
    return source


def forget_source(source: CodeWatch, *, by: User) -> None:
    """Look at an address no more; what came from it stays."""
    if not may_describe(by, source.project):
        raise PermissionDenied
    source.delete()


def raw_address(url: str) -> str:
    """The address of the file itself, where somebody copied that of the page which shows it."""
    parts = urlsplit(url.strip())
    steps = parts.path.split("/")
    if parts.hostname == "github.com" and len(steps) > 5 and steps[3] == "blob":
        return f"https://raw.githubusercontent.com/{'/'.join([*steps[1:3], *steps[4:]])}"
    if "/-/blob/" in parts.path:  # GitLab
        return url.strip().replace("/-/blob/", "/-/raw/", 1)
    return url.strip()


def fetch_code(*, at: datetime, limit: int = 1, get: Fetch = fetch) -> int:
    """Look at the addresses whose time has come; return how many were tried."""
    sources = CodeWatch.objects.claim(at=at, limit=limit)
    for source in sources:
        _look(source, at=at, get=get)
    return len(sources)


def _look(source: CodeWatch, *, at: datetime, get: Fetch) -> None:
    try:
        fetched = get(source.url, etag=source.etag)
        if fetched.content is not None:
            _compare(source, fetched, at=at)
    except (NotFetched, NotReadable) as refusal:
        if source.checked_at is None or source.attempts >= MOST_ATTEMPTS:
            source.park(reason=str(refusal))
        else:
            source.retry(at=at, reason=str(refusal))
        return
    source.checked_at, source.attempts, source.reason, source.leased_until = at, 0, "", None
    source.next_try_at = at + PAUSE
    source.state = DueWork.State.DUE if source.is_watched else DueWork.State.DONE
    source.save()


def _compare(source: CodeWatch, fetched: Fetched, *, at: datetime) -> None:
    """A file with the same bytes is no news; another one is a proposal."""
    digest = hashlib.sha256(fetched.content).hexdigest()
    if digest != source.sha256:
        file = _keep(source.project, fetched.content, origin=source.url, by=source.added_by, at=at)
        if source.sha256:
            _tell(file, at=at)
    source.sha256, source.etag = digest, fetched.etag


def _keep(
    project: Project, content: bytes, *, origin: str, by: User | None, at: datetime
) -> CodeFile:
    found = read_publiccode(content)
    file = CodeFile(
        project=project,
        origin=origin[:500],
        content=content.decode("utf-8-sig").replace("\0", ""),
        sha256=hashlib.sha256(content).hexdigest(),
        values=found.values,
        remarks=[[one.key, one.code, one.found] for one in found.remarks],
        received_at=at,
        added_by=by,
    )
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        project.code_files.waiting().update(state=CodeFile.State.REPLACED, decided_at=at)
        file.save()
    return file


def _tell(file: CodeFile, *, at: datetime) -> None:
    if file.project.organisation is None:
        return
    coordinators = Membership.objects.coordinators_of(file.project.organisation).for_list()
    for user in {membership.user for membership in coordinators}:
        with override(user.language):
            text = _("publiccode.yml of “%(title)s” has changed: see what is new.")
            shown = text % {"title": file.project.title[:120]}
            notify(user, kind=NEWS, text=shown, url=file.get_absolute_url(), at=at)


@transaction.atomic
def take_code(
    file: CodeFile,
    *,
    by: User,
    names: Collection[str],
    seen_revision: int | None,
    at: datetime | None = None,
) -> Revision:
    """Write the chosen values of a file into the draft of the project's description.

    `names` are fields of `file.values`. Raises ValidationError where none is chosen, or where
    somebody else has decided, or changed the draft, meanwhile.
    """
    file = _waiting(file, by)
    chosen = {name: file.values[name] for name in file.values if name in names}
    if not chosen:
        raise ValidationError(_("Choose what is to be taken from the file."))
    written = {name: as_field(name, value) for name, value in chosen.items()}
    record = start_record(file.project, by=by)
    revision = save_draft(record, by=by, written=written, seen_revision=seen_revision, at=at)
    _decide(file, CodeFile.State.TAKEN, by=by, at=at)
    return revision


@transaction.atomic
def leave_code(file: CodeFile, *, by: User, at: datetime | None = None) -> CodeFile:
    """Take nothing from a file; the next change of it is a proposal again."""
    return _decide(_waiting(file, by), CodeFile.State.LEFT, by=by, at=at)


def _waiting(file: CodeFile, by: User) -> CodeFile:
    file = CodeFile.objects.select_for_update().select_related("project").get(pk=file.pk)
    if not may_describe(by, file.project):
        raise PermissionDenied
    if file.state != CodeFile.State.WAITING:
        raise ValidationError(_("This file has been decided about, or a newer one has come."))
    return file


def _decide(file: CodeFile, state: str, *, by: User, at: datetime | None) -> CodeFile:
    file.state, file.decided_by, file.decided_at = state, by, at or timezone.now()
    file.save(update_fields=["state", "decided_by", "decided_at"])
    return file
