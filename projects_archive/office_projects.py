"""What a coordinator's pages show of the projects of an office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation
from foundation.keyset import keyset_page
from projects_archive.models import FundingLine, LineStatement, Project, ProjectRecord, Submission

PAGE_SIZE = 20


@dataclass(frozen=True)
class Stage:
    """How far a description has come: a word, the tone of its mark."""

    label: str
    tone: str


def projects_of_offices(user) -> QuerySet[Project]:
    """The projects of every office that `user` coordinates."""
    return Project.objects.filter(organisation__in=Organisation.objects.coordinated_by(user))


def office_list(user, parameters: QueryDict) -> Mapping[str, object]:
    """One page of the office's projects, each with how far its description has come."""
    waiting = Submission.objects.waiting().filter(record__project=OuterRef("pk"))
    stated = LineStatement.objects.filter(line__project=OuterRef("pk"))
    projects = projects_of_offices(user)
    rows = (
        projects.select_related("record", "organisation")
        .annotate(
            is_sent=Exists(waiting),
            is_stated=Exists(stated),
            document_count=Count("documents", distinct=True),
        )
        .order_by()
    )
    page = keyset_page(rows, parameters, field="id", size=PAGE_SIZE, places=projects)
    for project in page.rows:
        project.stage = stage_of(getattr(project, "record", None), project.is_sent)
    return {"projects": page.rows, "total": projects.count(), **page.addresses()}


def stage_of(record: ProjectRecord | None, is_sent: bool) -> Stage:
    if is_sent:
        return Stage(_("waits for a reviewer"), "warn")
    if record is None:
        return Stage(_("not described yet"), "quiet")
    if not record.live:
        return Stage(_("draft"), "quiet")
    if record.has_unpublished_changes:
        return Stage(_("described, with changes not sent"), "warn")
    return Stage(_("described"), "ok")


def lines_with_statements(project: Project) -> Sequence[FundingLine]:
    """The lines of a project, each with the newest statement of its office."""
    lines = project.lines.select_related("source_row", "seen_in", "project_list", "programme")
    lines = list(lines.prefetch_related("statements__made_by").order_by("-pk"))
    for line in lines:
        line.statement = next(iter(line.statements.all()), None)
    return lines
