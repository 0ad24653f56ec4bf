"""Projects follow their sources: what lists and search show is derived here, and nowhere else."""

from collections.abc import Iterable

from foundation.bulk import overwrite
from foundation.search.actions import mark_for_indexing
from knowledge.actions.content import raise_content_version
from projects_archive.models import (
    Document,
    DocumentVersion,
    FundingLine,
    Project,
    ProjectPlace,
    ProjectRecord,
    ProjectTerm,
    Reuse,
)
from projects_archive.places import voivodeships_by_key
from projects_archive.places_counted import counted_in
from projects_archive.shown import SHOWN_COLUMNS, leading_line, show
from projects_archive.telling_words import telling_words


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
    overwrite(newcomers, ["project"])
    refresh_projects({line.project_id for line in lines if line.project_id})


def refresh_projects(project_ids: Iterable[int]) -> None:
    """Derive what lists and search show of these projects anew, have them indexed and counted anew."""
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
    released = DocumentVersion.objects.released().filter(document__project__in=projects)
    documented = set(released.values_list("document__project", flat=True))
    confirmed = Reuse.objects.confirmed().filter(project__in=projects)
    reused = set(confirmed.values_list("project", flat=True))
    for project in projects:
        project.has_documents = project.pk in documented
        project.is_reused = project.pk in reused
        show(project, leading_line(project.lines.all()), records.get(project.pk))
        codes = [place.territory.terc for place in _places(project)]
        project.counted_in = counted_in(codes, is_nationwide=project.is_nationwide)
    overwrite(projects, SHOWN_COLUMNS)
    _refresh_voivodeships(projects)
    _refresh_terms(projects)
    mark_for_indexing(projects)
    mark_for_indexing(Document.objects.filter(project__in=projects))
    raise_content_version()


def _places(project: Project) -> Iterable[ProjectPlace]:
    return (place for line in project.lines.all() for place in line.places.all())


def _refresh_voivodeships(projects: Iterable[Project]) -> None:
    by_key = voivodeships_by_key()
    through = Project.voivodeships.through
    wanted = {
        (project.pk, by_key[place.territory.terc[:2]])
        for project in projects
        for place in _places(project)
    }
    held = through.objects.filter(project__in=projects)
    known = {(row.project_id, row.territory_id): row.pk for row in held}
    through.objects.filter(pk__in=[known[pair] for pair in known.keys() - wanted]).delete()
    through.objects.bulk_create(
        through(project_id=project, territory_id=territory)
        for project, territory in sorted(wanted - known.keys())
    )


def _refresh_terms(projects: Iterable[Project]) -> None:
    wanted = {
        (project.pk, term) for project in projects for term in telling_words(project.title_pl)
    }
    held = {
        (row.project_id, row.term): row.pk
        for row in ProjectTerm.objects.filter(project__in=projects)
    }
    ProjectTerm.objects.filter(pk__in=[held[pair] for pair in held.keys() - wanted]).delete()
    ProjectTerm.objects.bulk_create(
        ProjectTerm(project_id=project, term=term) for project, term in sorted(wanted - held.keys())
    )
