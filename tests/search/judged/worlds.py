"""The judged corpus in an engine, with the analysis and, as a negative control, without it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from foundation.search import analysis, questions
from foundation.search.whoosh_engine import WhooshBackend
from tests.search.judged.measures import documents


def judged_engine(folder: str) -> WhooshBackend:
    """The embedded engine in `folder` with the judged corpus."""
    backend = WhooshBackend("judged", PATH=folder)
    with backend.rebuilding() as batch:
        for document in documents():
            batch.add(document)
    return backend


@contextmanager
def without_analysis() -> Iterator[None]:
    """Words as they are typed: no dictionary, no stemming, no restored letters, no synonyms."""
    with pytest.MonkeyPatch.context() as off:
        off.setattr(analysis, "lemma_terms", lambda token, language: frozenset())
        off.setattr(analysis, "fold", str.lower)
        off.setattr(questions, "lemma_terms", lambda token, language: frozenset())
        off.setattr(questions, "stem", lambda word: word)
        off.setattr(questions, "restored", lambda word: frozenset())
        off.setattr(questions, "synonym_groups", lambda lines: ())
        analysis._exact_word.cache_clear()
        yield
    analysis._exact_word.cache_clear()
