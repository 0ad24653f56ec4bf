"""Search knows how it is."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.search.models import IndexChange
from foundation.search.status import integrity_checks, search_status
from foundation.search.whoosh_documents import SCHEMA
from foundation.search.whoosh_storage import IndexFolder
from knowledge.models import System
from tests.cast import Cast
from tests.search.factories import index_all, make_found_system


def broken() -> list[str]:
    return [line for check in integrity_checks() for line in check.broken()]


def test_status_of_a_working_engine(search_engine) -> None:
    make_found_system("Pierwszy")
    index_all()
    before = timezone.now()
    make_found_system("Drugi")

    status = search_status()

    assert (status.name, status.documents, status.behind) == ("Whoosh, morfeusz2", 1, 1)
    assert before <= status.oldest_change_at <= timezone.now()
    assert status.is_available


def test_status_of_a_lost_index(search_engine) -> None:
    (search_engine.folder.path / "live").unlink()

    assert (search_status().documents, search_status().is_available) == (0, False)
    assert "the search index cannot be read" in broken()


def test_an_index_of_another_form_is_not_used(search_engine) -> None:
    make_found_system("Pierwszy")
    index_all()
    search_engine.folder = IndexFolder(str(search_engine.folder.path), SCHEMA, "v999")

    assert not search_status().is_available


def test_integrity_of_index_and_database(search_engine) -> None:
    kept, missing = make_found_system("Jest"), make_found_system("Brak")
    index_all()
    assert broken() == []

    with search_engine.writing() as batch:
        batch.delete([f"knowledge.system.{missing.pk}"])
    System.objects.filter(pk=kept.pk).delete()
    IndexChange.objects.all().delete()

    assert broken() == [
        f"missing: knowledge.system.{missing.pk}",
        f"left over: knowledge.system.{kept.pk}",
    ]


def test_a_change_set_aside_is_reported(search_engine) -> None:
    system = make_found_system("Pierwszy")
    IndexChange.objects.get().park(reason="cannot be read")

    assert broken() == [f"knowledge.system.{system.pk}: cannot be read"]


def test_an_engine_that_was_outgrown_warns_operators_and_editors(
    search_engine, client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_found_system("Pierwszy")
    index_all()
    client.force_login(cast.editor)
    before = client.get(reverse("wagtailadmin_home")).content.decode()
    monkeypatch.setattr(type(search_engine), "good_to", 0)

    assert "search-warning" not in before
    assert "search-warning" in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get("/readyz").json()["search"]["is_outgrown"]
