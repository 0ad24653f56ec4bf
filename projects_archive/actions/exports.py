"""Ask for a long list of projects as a file, write it, and let it go.

Nobody can fill the disk: the same question of the same asker is one file for an hour, a person has at
most ten at a time, and all readers without an account together at most twenty.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.files import table_writing
from foundation.files.table_writing import Contents, discard
from projects_archive.exports import (
    absolute_address,
    project_entry,
    project_headings,
    project_rows,
)
from projects_archive.listing import ProjectSearch
from projects_archive.models import FileTurn, ListFile, Project

KEPT_FOR, KEPT_FOR_ANYBODY = timedelta(days=7), timedelta(days=1)
SAME_FOR = timedelta(hours=1)  # the same question is not written twice within it
MOST_OF_A_PERSON, MOST_OF_ANYBODY = 10, 20
# Up to here a list is sent at once; more is due work.
MOST_AT_ONCE = 2000


def exported_projects(parameters: QueryDict) -> QuerySet[Project]:
    """What the list of these parameters holds, by number: public projects only, whoever asks."""
    found = ProjectSearch(parameters).projects(Project.objects.filter(is_public=True))
    return found.for_list().select_related("programme", "organisation").order_by("pk")


def ask_for_file(
    *, by: User | None, parameters: QueryDict, file_format: str, at: datetime | None = None
) -> ListFile:
    """Write down that somebody wants a list as a file; the worker writes it.

    `by` is None for a reader without an account. Returns the one asked for within the last hour where
    there is one. Raises ValidationError where as many are kept as may be.
    """
    at = at or timezone.now()
    asked = {
        "owner": by,
        "parameters": ProjectSearch(parameters).address().removeprefix("?")[:1000],
        "format": ListFile.Format(file_format),
        "language": get_language() or "pl",
    }
    with transaction.atomic():
        _take_turns(by)
        kept = ListFile.objects.kept(at).filter(owner=by)
        fresh = kept.exclude(state=ListFile.State.PARKED).filter(asked_at__gt=at - SAME_FOR)
        if same := fresh.filter(**asked).first():
            return same
        most = MOST_OF_A_PERSON if by else MOST_OF_ANYBODY
        _make_room(list(kept.order_by("asked_at", "pk")), most, is_own=bool(by), at=at)
        return ListFile.objects.create(
            **asked,
            asked_at=at,
            next_try_at=at,
            expires_at=at + (KEPT_FOR if by else KEPT_FOR_ANYBODY),
            total=exported_projects(QueryDict(asked["parameters"])).order_by().count(),
        )


def _take_turns(by: User | None) -> None:
    """Whoever shares a limit asks one after the other, so that each sees what the one before asked for."""
    if by:
        User.objects.select_for_update().get(pk=by.pk)
    else:
        FileTurn.objects.select_for_update().get_or_create(pk=1)


def _make_room(kept: list[ListFile], most: int, *, is_own: bool, at: datetime) -> None:
    """Let nobody's oldest finished file go for a new one, once it is an hour old; a person decides."""
    if len(kept) < most:
        return
    if is_own:
        raise ValidationError(
            _("You have %(count)d files already. Delete one of them first.") % {"count": most}
        )
    old = [one for one in kept if one.state != one.State.DUE and one.asked_at <= at - SAME_FOR]
    if not old:
        raise ValidationError(
            _(
                "Too many long lists are being written now. Try again in an hour, or narrow the list."
            )
        )
    remove_export(old[0])


def write_project_exports(*, at: datetime) -> int:
    """Write a batch of the file that waits longest; return how many steps were taken."""
    works = ListFile.objects.claim(at=at, limit=1)
    for export in works:
        with override(export.language):
            table_writing.write_batch(export, _contents(export), at=at)
    return len(works)


def _contents(export: ListFile) -> Contents:
    is_for_programs = export.format == ListFile.Format.JSONL
    return Contents(
        found=exported_projects(QueryDict(export.parameters)),
        rows=_entries if is_for_programs else project_rows,
        headings=project_headings(),
        title=_("Digital projects"),
        name=f"{_('projects')}-{export.asked_at:%Y-%m-%d}-{export.pk}",
        by=export.owner,
    )


def _entries(projects):
    return (project_entry(project, absolute=absolute_address) for project in projects)


def remove_export(export: ListFile) -> None:
    """Take a file away with everything that was written for it."""
    discard(export)
    export.delete()


def remove_expired_exports(*, at: datetime) -> None:
    """Remove the files whose time is over."""
    for export in ListFile.objects.filter(expires_at__lte=at).select_related("file"):
        remove_export(export)
