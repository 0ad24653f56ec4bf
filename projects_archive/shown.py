"""What lists and search show of a project: from its published record, else from its funding lines."""

from collections.abc import Sequence
from datetime import date

from projects_archive.beneficiaries import KIND_OF_ORGANISATION
from projects_archive.calm_names import calm
from projects_archive.models import BeneficiaryKind, FundingLine, Project, ProjectRecord
from projects_archive.topics import topic_of
from projects_archive.word_forms import searchable


def leading_line(lines: Sequence[FundingLine]) -> FundingLine | None:
    """The line that speaks for a project: one still in its list before a vanished one, the newest first."""
    return min(lines, key=lambda line: (line.vanished_in_id is not None, -line.pk), default=None)


def show(project: Project, line: FundingLine | None, record: ProjectRecord | None) -> Project:
    """Set the shown columns of `project`; saves nothing. A record counts only once it is published."""
    record = record if record and record.live else None
    if line:
        _show_line(project, line)
    if record:
        _show_record(project, record)
    project.licence = record.licence if record else ""
    project.has_code = bool(record and record.source_code_url)
    project.amount_order = project.eu_contribution or project.total_value or 0
    project.start_order = project.started_on or date.min
    project.is_public = bool(
        (line and line.verdict == FundingLine.Verdict.DIGITAL) or (record and not line)
    )
    contract = line.contract_number if line else ""
    project.folded = searchable(
        f"{project.title_pl} {project.title_en} {project.beneficiary} {contract}",
        in_any_form=f"{project.title_pl} {project.beneficiary}",
    )
    return project


def _show_line(project: Project, line: FundingLine) -> None:
    project.title_pl, project.title_en = line.title, ""
    project.beneficiary_kind = line.beneficiary_kind
    hidden = line.beneficiary_kind == BeneficiaryKind.PERSON
    project.beneficiary = "" if hidden else calm(line.beneficiary_name)
    for column in (
        "organisation_id", "total_value", "eu_contribution", "started_on", "ended_on", "period",
        "programme_id", "is_nationwide",
    ):  # fmt: skip
        setattr(project, column, getattr(line, column))
    project.topic = topic_of(f"{line.title} {line.description}")


def _show_record(project: Project, record: ProjectRecord) -> None:
    for column in ("title_pl", "title_en", "started_on", "ended_on"):
        setattr(project, column, getattr(record, column) or getattr(project, column))
    for column in ("total_value", "eu_contribution", "programme_id"):
        if getattr(project, column) is None:
            setattr(project, column, getattr(record, column))
    if record.programme:
        project.period = project.period or record.programme.period
    project.topic = project.topic if project.title_pl else topic_of(record.title_pl)
    if record.organisation:
        project.organisation = record.organisation
        project.beneficiary = record.organisation.name
        project.beneficiary_kind = KIND_OF_ORGANISATION.get(
            record.organisation.kind, BeneficiaryKind.OTHER
        )


SHOWN_COLUMNS = (
    "is_public", "title_pl", "title_en", "beneficiary", "beneficiary_kind", "organisation",
    "total_value", "eu_contribution", "started_on", "ended_on", "period", "programme", "topic",
    "is_nationwide", "has_documents", "has_code", "is_reused", "licence", "folded", "amount_order",
    "start_order", "counted_in",
)  # fmt: skip
