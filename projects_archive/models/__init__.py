from projects_archive.models.code import CodeFile, CodeWatch
from projects_archive.models.document import Document, DocumentVersion
from projects_archive.models.export import FileTurn, ListFile
from projects_archive.models.imports import ImportRun, ProjectList, RefusedRow, SourceRow
from projects_archive.models.line import FundingLine, ProjectPlace
from projects_archive.models.office import LineStatement, Submission
from projects_archive.models.programme import FundingProgramme, Period
from projects_archive.models.project import BeneficiaryKind, Project, Topic
from projects_archive.models.record import ProjectRecord
from projects_archive.models.reuse import Enquiry, Reuse
from projects_archive.models.term import ProjectTerm
from projects_archive.models.upload import ListUpload

__all__ = [
    "BeneficiaryKind",
    "CodeFile",
    "CodeWatch",
    "Document",
    "DocumentVersion",
    "Enquiry",
    "FileTurn",
    "FundingLine",
    "FundingProgramme",
    "ImportRun",
    "LineStatement",
    "ListFile",
    "ListUpload",
    "Period",
    "Project",
    "ProjectList",
    "ProjectPlace",
    "ProjectRecord",
    "ProjectTerm",
    "RefusedRow",
    "Reuse",
    "SourceRow",
    "Submission",
    "Topic",
]
