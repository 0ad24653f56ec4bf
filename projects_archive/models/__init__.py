from projects_archive.models.document import Document
from projects_archive.models.imports import ImportRun, ProjectList, RefusedRow, SourceRow
from projects_archive.models.line import FundingLine, ProjectPlace
from projects_archive.models.programme import FundingProgramme
from projects_archive.models.project import Project
from projects_archive.models.record import ProjectRecord

__all__ = [
    "Document",
    "FundingLine",
    "FundingProgramme",
    "ImportRun",
    "Project",
    "ProjectList",
    "ProjectPlace",
    "ProjectRecord",
    "RefusedRow",
    "SourceRow",
]
