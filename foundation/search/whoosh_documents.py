"""Our documents as Whoosh stores them: the schema, and a writer of one batch and one commit.

Fields get ready-made terms, so that Whoosh's own analysers, which know no Polish, never run.
"""

from collections.abc import Iterable, Mapping

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, STORED, TEXT, Schema
from whoosh.index import FileIndex
from whoosh.reading import IndexReader

from foundation.search.analysis import analyse, analyse_bodies, analyse_titles
from foundation.search.indexes import Document

VERSION = "v5"  # raise it with every change of the schema or of the analysis
MEMORY = 128  # megabytes of postings before Whoosh writes a run

SCHEMA = Schema(
    key=ID(stored=True),
    model=ID,
    group=ID,
    language=ID,
    audience=ID,
    restricted_audience=ID,
    code=ID,
    title_exact=TEXT(phrase=False),
    title=TEXT(phrase=False),
    exact=TEXT(phrase=False),
    lemma=TEXT(phrase=False),
    kind_name=TEXT(phrase=False),
    restricted_exact=TEXT(phrase=False),
    restricted_lemma=TEXT(phrase=False),
    importance=COLUMN(NumericColumn("H", default=100)),  # in hundredths
    on=COLUMN(NumericColumn("i", default=0)),  # days since the year 1, 0 where there is no date
    texts=STORED,
    restricted=STORED,
)


def fields_of(document: Document) -> Mapping[str, object]:
    titles, bodies = analyse_titles(document.texts), analyse_bodies(document.texts)
    fields = {
        "key": document.key,
        "model": document.model,
        "group": sorted(document.groups),
        "language": [text.language for text in document.texts],
        "audience": sorted(document.audience),
        "title_exact": titles.exact,
        "title": titles.lemmas,
        "exact": bodies.exact,
        "lemma": bodies.lemmas,
        "kind_name": analyse(document.kind_names).lemmas,
        "importance": round(document.importance * 100),
        "on": document.on.toordinal() if document.on else 0,
        "code": sorted(set(analyse(("pl", code) for code in document.codes).exact)),
        "texts": [(text.language, text.title, text.body) for text in document.texts],
    }
    if document.restricted_body:
        restricted = analyse([(document.texts[0].language, document.restricted_body)])
        fields |= {
            "restricted_audience": sorted(document.restricted_audience),
            "restricted_exact": restricted.exact,
            "restricted_lemma": restricted.lemmas,
            "restricted": document.restricted_body,
        }
    return fields


class Batch:
    """Additions and deletions that become visible together, by one commit."""

    def __init__(self, index: FileIndex) -> None:
        self._writer = index.writer(limitmb=MEMORY)
        self._before = self._writer.reader() if index.doc_count_all() else None

    def hold(self, keys: Iterable[str]) -> None:
        """Nothing to do: there is one writer."""

    def replace(self, document: Document) -> None:
        """Write `document` in the place of what the index had under its key."""
        self.delete([document.key])
        self.add(document)

    def add(self, document: Document) -> None:
        """Write `document`, which the index does not have."""
        self._writer.add_document(**fields_of(document))

    def delete(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._delete_where("key", key)

    def delete_model(self, model: str) -> None:
        self._delete_where("model", model)

    def _delete_where(self, field: str, value: str) -> None:
        if self._before:
            for number in documents_with(self._before, field, value):
                self._writer.delete_document(number)

    def commit(self) -> None:
        self._close_reader()
        self._writer.commit()

    def cancel(self) -> None:
        self._close_reader()
        self._writer.cancel()

    def _close_reader(self) -> None:
        if self._before:
            self._before.close()


def documents_with(reader: IndexReader, field: str, value: str) -> list[int]:
    """Numbers of the living documents that have the term `value` in `field`."""
    return list(reader.postings(field, value).all_ids()) if (field, value) in reader else []
