"""Synonyms and abbreviations that editors keep work at once."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from foundation.search.models import IndexChange, Synonym
from foundation.search.questions import ask
from foundation.search.searching import search
from tests.search.factories import index_all, make_found_system


def found(text: str) -> list[str]:
    return [hit.url for hit in search(ask(text), user=AnonymousUser()).hits]


def test_a_new_line_works_without_indexing_anything(any_engine) -> None:
    page = make_found_system("Poradnik", "Centralny rejestr umów")
    index_all()
    before = found("CRU")

    Synonym.objects.create(names="CRU, centralny rejestr umów")

    assert (before, found("CRU")) == ([], [page.get_absolute_url()])
    assert IndexChange.objects.count() == 0
    Synonym.objects.all().delete()
    assert found("CRU") == []


def test_a_line_names_at_least_two_and_is_tidied(db: None) -> None:
    line = Synonym(names=" CRU ,centralny   rejestr umów,, ")
    line.full_clean()

    assert line.names == "CRU, centralny rejestr umów"
    with pytest.raises(ValidationError):
        Synonym(names="CRU,").full_clean()
