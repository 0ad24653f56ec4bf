"""What is done in the archive: taking in lists, judging lines, keeping projects in step."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from foundation.search.actions import mark_for_indexing
from knowledge.models import Requirement, System
from projects_archive import digital
from projects_archive.models import FundingLine, Project, ProjectRecord
from projects_archive.permissions import is_archive_staff, user_can_judge
from projects_archive.places import voivodeships_by_key
from projects_archive.shown import SHOWN_COLUMNS, leading_line, show

PEOPLE = "decided-by-people"


def keep_projects_in_step(lines: Iterable[FundingLine]) -> None:
    """Give new digital lines their project and show the changed facts of the others."""
    lines = list(lines)
    newcomers = [
        line for line in lines
        if line.project_id is None and line.verdict == FundingLine.Verdict.DIGITAL
    ]  # fmt: skip
    projects = [show(Project(), line, None) for line in newcomers]
    Project.objects.bulk_create(projects)
    for line, project in zip(newcomers, projects, strict=True):
        line.project = project
    FundingLine.objects.bulk_update(newcomers, ["project"])
    refresh_projects({line.project_id for line in lines if line.project_id})


def refresh_projects(project_ids: Iterable[int]) -> None:
    """Derive what lists and search show of these projects anew, and have them indexed."""
    projects = list(
        Project.objects.filter(pk__in=list(project_ids)).prefetch_related(
            "lines__places__territory"
        )
    )
    records = {
        record.project_id: record
        for record in ProjectRecord.objects.filter(project__in=projects).select_related(
            "organisation"
        )
    }
    for project in projects:
        show(project, leading_line(project.lines.all()), records.get(project.pk))
    Project.objects.bulk_update(projects, SHOWN_COLUMNS)
    _refresh_voivodeships(projects)
    mark_for_indexing(projects)


def _refresh_voivodeships(projects: Iterable[Project]) -> None:
    by_key = voivodeships_by_key()
    through = Project.voivodeships.through
    wanted = {
        (project.pk, by_key[place.territory.terc[:2]])
        for project in projects
        for line in project.lines.all()
        for place in line.places.all()
    }
    held = through.objects.filter(project__in=projects)
    known = {(row.project_id, row.territory_id): row.pk for row in held}
    through.objects.filter(pk__in=[known[pair] for pair in known.keys() - wanted]).delete()
    through.objects.bulk_create(
        through(project_id=project, territory_id=territory)
        for project, territory in sorted(wanted - known.keys())
    )


@transaction.atomic
def judge_line(
    line: FundingLine, *, by: User, is_digital: bool, at: datetime | None = None
) -> FundingLine:
    """Decide for good whether a line is digital; later imports keep the decision."""
    if not user_can_judge(by):
        raise PermissionDenied
    line = FundingLine.objects.select_for_update().get(pk=line.pk)
    if line.is_judged_by_people:
        raise ValidationError(_("Somebody has already decided on this project."))
    verdicts = FundingLine.Verdict
    line.verdict = verdicts.DIGITAL if is_digital else verdicts.NOT_DIGITAL
    line.rule, line.words = PEOPLE, ""
    line.judged_by, line.judged_at = by, at or timezone.now()
    line.save(update_fields=["verdict", "rule", "words", "judged_by", "judged_at"])
    keep_projects_in_step([line])
    return line


@transaction.atomic
def withdraw_judgement(line: FundingLine, *, by: User) -> FundingLine:
    """Take a person's decision back: the rules decide again."""
    if not user_can_judge(by):
        raise PermissionDenied
    line = FundingLine.objects.select_for_update().get(pk=line.pk)
    if not line.is_judged_by_people:
        raise ValidationError(_("There is no decision to take back."))
    category = line.source_row.raw.get("Kategoria wsparcia", "")
    judgement = digital.judge(line.title, domain=line.domain, category=category)
    line.verdict, line.rule, line.words = judgement.verdict, judgement.rule, judgement.words
    line.judged_by = line.judged_at = None
    line.save(update_fields=["verdict", "rule", "words", "judged_by", "judged_at"])
    keep_projects_in_step([line])
    return line


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
    if not is_archive_staff(by):
        raise PermissionDenied
    Project.objects.select_for_update().get(pk=project.pk)
    record, is_new = ProjectRecord.objects.get_or_create(
        project=project, defaults={"live": False, "has_unpublished_changes": True}
    )
    if is_new:
        record.save_revision(user=by)
    return record
