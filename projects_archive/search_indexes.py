"""How projects are found."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Model, Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.files.models import FileText
from foundation.search import tokens
from foundation.search.indexes import AudienceIndex, Passage
from foundation.search.questions import Question
from projects_archive.document_search import DOCUMENTS
from projects_archive.documents import newest_released, page_hits, text_of
from projects_archive.models import Document, DocumentVersion, Project, ProjectRecord
from projects_archive.models.record import TEXTS
from projects_archive.permissions import ARCHIVE_ROLES
from projects_archive.related import projects_of_record

MOST_INDEXED = 300_000  # characters of one document


class ProjectIndex(AudienceIndex):
    kind, kind_label, browse_name = "project", _("Projects"), "projects_archive:project_list"
    importance = 0.9

    def get_model(self) -> type[Model]:
        return Project

    def index_queryset(self, using: str | None = None):
        return Project.objects.select_related("record").prefetch_related("lines")

    def audience(self, obj: Project) -> set[str]:
        staff = {tokens.role(role) for role in ARCHIVE_ROLES}
        return staff | {tokens.PUBLIC} if obj.is_public else staff

    def languages(self, obj: Project) -> Sequence[str]:
        return ("pl", "en") if obj.title_en else ("pl",)

    def body(self, obj: Project) -> str:
        """The beneficiary as shown (never a natural person's name), what was written, what the list says."""
        record = getattr(obj, "record", None)
        written = [record.text(name) for name in TEXTS] if record and record.live else []
        said = [line.description for line in obj.lines.all()] if get_language() == "pl" else []
        return "\n".join(filter(None, [obj.beneficiary, *written, *said]))

    def codes(self, obj: Project) -> Sequence[str]:
        return [line.contract_number for line in obj.lines.all() if line.contract_number]

    def where(self, obj: Project) -> str:
        return obj.beneficiary

    def date(self, obj: Project) -> date | None:
        return obj.started_on

    def reindexed_by(self) -> Mapping[type[Model], Callable[[Model], Iterable[Model]]]:
        return {ProjectRecord: projects_of_record}


def documents_of_version(version: DocumentVersion) -> Iterable[Document]:
    return [version.document]


def documents_of_text(text: FileText) -> Iterable[Document]:
    return Document.objects.filter(versions__file=text.file_id)


class ProjectDocumentIndex(AudienceIndex):
    """Documents by their title and the beginning of the newest released text; others by nothing."""

    kind, kind_label, browse_name = (
        DOCUMENTS,
        _("Documents of projects"),
        "projects_archive:document_search",
    )

    def get_model(self) -> type[Model]:
        return Document

    def index_queryset(self, using: str | None = None):
        """Those that everybody may read; what waits for its check is found by nobody."""
        return Document.objects.released().select_related("project")

    def visible_queryset(self, user, at: datetime | None = None):
        """With the text of each, in which the page that answers is looked for."""
        versions = DocumentVersion.objects.released().select_related("file__text")
        newest_last = Prefetch("versions", versions.order_by("number"), to_attr="readable")
        return self.index_queryset().prefetch_related(newest_last)

    def audience(self, obj: Document) -> set[str]:
        return {tokens.PUBLIC}

    def body(self, obj: Document) -> str:
        version = newest_released(obj)
        text = text_of(version) if version else None
        return "\n".join(text.pages)[:MOST_INDEXED] if text else ""

    def passage(self, obj: Document, question: Question) -> Passage | None:
        text = text_of(obj.readable[-1]) if obj.readable else None
        hits = page_hits(text.pages, question, get_language(), most=1) if text else ()
        return Passage(hits[0].number, hits[0].snippet) if hits else None

    def where(self, obj: Document) -> str:
        return obj.project.title

    def reindexed_by(self) -> Mapping[type[Model], Callable[[Model], Iterable[Model]]]:
        return {DocumentVersion: documents_of_version, FileText: documents_of_text}
