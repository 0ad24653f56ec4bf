"""What people write about projects."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import Organisation, User
from knowledge.models import Requirement, System
from projects_archive.actions.keeping import refresh_projects
from projects_archive.models import Project, ProjectRecord
from projects_archive.permissions import is_archive_staff, looks_after


@transaction.atomic
def add_project(
    *,
    by: User | None,
    organisation: Organisation,
    title_pl: str,
    systems: Iterable[System] = (),
    requirements: Iterable[Requirement] = (),
    at: datetime | None = None,
    **written: object,
) -> Project:
    """Write up a project that no list has and publish its record; `written` are fields of ProjectRecord."""
    if by is not None and not is_archive_staff(by):
        raise PermissionDenied
    project = Project.objects.create(title_pl=title_pl, added_at=at or timezone.now())
    record = ProjectRecord(
        project=project, organisation=organisation, title_pl=title_pl, live=True, **written
    )
    record.full_clean()
    record.systems, record.requirements = list(systems), list(requirements)
    record.save()
    # Who may add was decided above, by role.
    record.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    refresh_projects([project.pk])
    project.refresh_from_db()
    return project


@transaction.atomic
def start_record(project: Project, *, by: User) -> ProjectRecord:
    """The record of a project; where nobody has written one yet, an empty draft."""
    if not (is_archive_staff(by) or looks_after(by, project)):
        raise PermissionDenied
    Project.objects.select_for_update().get(pk=project.pk)
    record, is_new = ProjectRecord.objects.get_or_create(
        project=project, defaults={"live": False, "has_unpublished_changes": True}
    )
    if is_new:
        record.save_revision(user=by)
    return record
