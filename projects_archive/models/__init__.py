from projects_archive.models.document import Document
from projects_archive.models.imports import ImportRun, ProjectList, RefusedRow, SourceRow
from projects_archive.models.line import FundingLine, ProjectPlace
from projects_archive.models.programme import FundingProgramme, Period
from projects_archive.models.project import BeneficiaryKind, Project, Topic
from projects_archive.models.record import ProjectRecord

__all__ = [
    "BeneficiaryKind",
    "Document",
    "FundingLine",
    "FundingProgramme",
    "ImportRun",
    "Period",
    "Project",
    "ProjectList",
    "ProjectPlace",
    "ProjectRecord",
    "RefusedRow",
    "SourceRow",
    "Topic",
]
