"""What pages show of the documents of projects, and where in them a question is answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.due import DueWork
from foundation.files.models import FileText
from foundation.files.reading import REASONS
from foundation.search.folding import fold
from foundation.search.questions import Question, Word
from foundation.search.snippets import matched_spans, snippet
from projects_archive.models import Document, DocumentVersion, Project

MOST_PAGE_HITS = 20
SHORTEST_STEM = 3
LONGEST_PREVIEW = 4_000  # characters of one page


@dataclass(frozen=True)
class ShownDocument:
    """A document with the version that this reader gets: the newest of those they may read."""

    document: Document
    version: DocumentVersion

    @property
    def is_waiting(self) -> bool:
        return self.version.state == DocumentVersion.State.WAITING


@dataclass(frozen=True)
class PageHit:
    """A page of a document that answers; `snippet` is HTML with the matches marked."""

    number: int
    snippet: SafeString


@dataclass(frozen=True)
class Preview:
    """The text of one page, to look at before the file is fetched."""

    number: int
    total: int
    text: str
    is_cut: bool


def shown_documents(project: Project, user) -> Sequence[ShownDocument]:
    """The documents of a project that `user` may see, in two queries."""
    versions = DocumentVersion.objects.visible_to(user).for_list().order_by("-number")
    documents = (
        Document.objects.visible_to(user)
        .filter(project=project)
        .prefetch_related(Prefetch("versions", versions, to_attr="readable"))
    )
    return [ShownDocument(one, one.readable[0]) for one in documents if one.readable]


def expected_documents(shown: Iterable[ShownDocument]) -> Sequence[tuple[str, bool]]:
    """(kind, whether everybody can read one) for each kind that a project should have."""
    there = {
        one.document.kind for one in shown if one.version.state == DocumentVersion.State.RELEASED
    }
    return [(kind.label, kind in there) for kind in Document.EXPECTED]


def text_of(version: DocumentVersion) -> FileText | None:
    """The text inside the version's file, if it is of a kind that has one."""
    return getattr(version.file, "text", None)


def why_no_text(version: DocumentVersion) -> str:
    """What a reader must know about the missing text of a file; empty where there is text."""
    text = text_of(version)
    if text is None:
        return _("Files of this kind are not searched inside.")
    if text.state == DueWork.State.PARKED:
        return str(REASONS.get(text.reason, text.reason))
    if text.state == DueWork.State.DUE:
        return _("The text of this file is being read.")
    return "" if text.characters else _("There is no text inside: it seems to be a scan.")


def preview_of(pages: Sequence[str], number: str) -> Preview | None:
    """The page of this number, else the first that has text; None where no page has any."""
    with_text = [one for one, page in enumerate(pages, start=1) if page.strip()]
    if not with_text:
        return None
    asked = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    shown = asked if 1 <= asked <= len(pages) else with_text[0]
    text = pages[shown - 1].strip()
    is_cut = len(text) > LONGEST_PREVIEW
    return Preview(shown, len(pages), text[:LONGEST_PREVIEW], is_cut)


def page_hits(
    pages: Sequence[str], question: Question, language: str, *, most: int = MOST_PAGE_HITS
) -> Sequence[PageHit]:
    """The first pages on which a word of the question stands in any of its forms."""
    hits = []
    stems = {_stem(word) for word in question.words}
    for number, page in enumerate(pages, start=1):
        # The dictionary is slow; a page without the beginning of any word is not looked up in it.
        folded = fold(page)
        if not any(stem in folded for stem in stems):
            continue
        if matched_spans(page, question.words, language):
            hits.append(PageHit(number, snippet(page, question.words, language)))
        if len(hits) == most:
            break
    return hits


def _stem(word: Word) -> str:
    """The beginning that the forms of a Polish word nearly always share."""
    return word.exact[: max(SHORTEST_STEM, len(word.exact) - 3)]


def newest_released(document: Document) -> DocumentVersion | None:
    return document.versions.released().select_related("file__text").order_by("-number").first()


def documents_with_text(ids: Iterable[int]) -> Mapping[int, DocumentVersion]:
    """The newest released version of each document, with its text, in one query."""
    versions = DocumentVersion.objects.released().filter(document__in=list(ids))
    found: dict[int, DocumentVersion] = {}
    for version in versions.select_related("file__text").order_by("number"):
        found[version.document_id] = version
    return found
