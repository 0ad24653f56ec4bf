"""Words inside the documents of all projects: which documents, and on which of their pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from foundation.search.grouping import KIND, group
from foundation.search.indexing import engine
from foundation.search.lag import lag
from foundation.search.questions import Question
from foundation.search.searching import still_visible
from foundation.search.tokens import tokens_of
from projects_archive.documents import PageHit, documents_with_text, page_hits, text_of
from projects_archive.models import Document

DOCUMENTS_SHOWN = 20
PAGES_OF_EACH = 3
DOCUMENTS = "project-document"  # the kind of their index


@dataclass(frozen=True)
class FoundDocument:
    document: Document
    pages: Sequence[PageHit]


def search_documents(question: Question, *, user) -> Sequence[FoundDocument]:
    """The documents `user` may read that answer best. Raises `SearchUnavailable`."""
    found = engine().find(
        question,
        tokens_of(user),
        language=get_language(),
        chosen=frozenset({group(KIND, DOCUMENTS)}),
        left_out=lag().keys,
        limit=DOCUMENTS_SHOWN,
    )
    objects = still_visible(found.matches, user, None)
    documents = [objects[match.key][1] for match in found.matches if match.key in objects]
    versions = documents_with_text(document.pk for document in documents)
    return [FoundDocument(one, _pages(versions.get(one.pk), question)) for one in documents]


def _pages(version, question: Question) -> Sequence[PageHit]:
    text = text_of(version) if version else None
    return page_hits(text.pages, question, get_language(), most=PAGES_OF_EACH) if text else ()
