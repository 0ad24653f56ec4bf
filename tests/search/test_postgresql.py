"""PostgreSQL's full text: finds, ranks and keeps from strangers as the embedded engine does."""

from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from haystack import connections

from foundation.search import postgresql_matches
from foundation.search.actions import indexed_once
from foundation.search.engines import SearchUnavailable
from foundation.search.indexes import Document, Text
from foundation.search.indexing import engine
from foundation.search.models import IndexChange
from foundation.search.postgresql_documents import LAST_ID, SPAN
from foundation.search.postgresql_engine import PostgresqlBackend
from foundation.search.questions import ask
from foundation.search.searching import search
from foundation.search.spelling import meant
from foundation.search.status import integrity_checks, search_status
from foundation.search.suggesting import suggest
from foundation.search.sweeps import index_changes
from foundation.search.tokens import PUBLIC, role
from knowledge.models import StandardVersion, System
from tests.cast import Cast
from tests.search.factories import make_found_system, make_found_version
from tests.search.judged.measures import asked_of, documents, figures, questions
from tests.search.judged.worlds import judged_engine

pytestmark = pytest.mark.postgresql


@pytest.fixture
def judged(db: None) -> PostgresqlBackend:
    """The judged corpus, and nothing else, in the database."""
    backend = PostgresqlBackend("judged")
    backend.clear_everything()
    with backend.writing() as batch:
        for document in documents():
            batch.add(document)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_document")
    return backend


def total(text: str, user=None) -> int | None:
    return search(ask(text), user=user or AnonymousUser()).total


def test_both_engines_answer_alike(judged: PostgresqlBackend, tmp_path: Path) -> None:
    ours = figures(asked_of(judged), questions())
    embedded = figures(asked_of(judged_engine(str(tmp_path))), questions())

    assert ours.recall >= 0.95
    assert ours.ndcg >= 0.85
    assert abs(ours.ndcg - embedded.ndcg) <= 0.02


def test_a_change_is_found_in_its_own_transaction(postgresql_engine) -> None:
    system = make_found_system("ePUAP", "skrzynka")
    found_at_once = total("skrzynka")
    system.summary_pl = "doręczenia"
    system.save()

    assert (found_at_once, total("skrzynka"), total("doręczenie")) == (1, 0, 1)
    assert IndexChange.objects.count() == 0
    system.delete()
    assert total("doręczenie") == 0


def test_what_changes_several_times_is_written_once(postgresql_engine) -> None:
    """Seen failing with `mark_for_indexing` writing at once within `indexed_once`."""
    with CaptureQueriesContext(connection) as queries, indexed_once():
        system = make_found_system("ePUAP", "skrzynka")
        with indexed_once():
            system.save()
        system.summary_pl = "doręczenia"
        system.save()

    written = [query for query in queries if "INSERT INTO search_document" in query["sql"]]
    assert len(written) == 1
    assert (total("skrzynka"), total("doręczenie")) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_found(postgresql_engine) -> None:
    with transaction.atomic():
        make_found_system("ePUAP", "skrzynka")
        transaction.set_rollback(True)

    assert total("skrzynka") == 0


def test_an_object_that_cannot_be_read_stops_no_change(
    postgresql_engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def body(index, obj) -> str:
        raise ValueError("cannot be read")

    monkeypatch.setattr("tests.search.conftest.SystemIndex.body", body)
    system = make_found_system("ePUAP")

    assert [change.object_id for change in IndexChange.objects.all()] == [str(system.pk)]
    monkeypatch.undo()
    assert index_changes(at=timezone.now()) == 1
    assert total("epuap") == 1


@pytest.mark.fault("B4")
def test_rights_and_notes(postgresql_engine, cast: Cast) -> None:
    """Seen failing with rights that every audience meets."""
    make_found_system("ePUAP", "Skrzynka podawcza", state_note_pl="Hasło wyciekło na forum")
    make_found_version("tajemnica", state=StandardVersion.State.DRAFT)

    by_note = {name for name in Cast.ROLES if total("wyciek hasła", cast.person(name))}
    drafts = {name for name in Cast.ROLES if total("tajemnica", cast.person(name))}
    notes = postgresql_engine.find(ask("skrzynka"), frozenset({PUBLIC})).matches[0]
    to_agents = postgresql_engine.find(ask("skrzynka"), frozenset({PUBLIC, role("agent")}))

    assert by_note == {"agent", "other_agent"}
    assert drafts == {"editor", "reviewer", "administrator"}
    assert notes.restricted_body == ""
    assert to_agents.matches[0].restricted_body == "Hasło wyciekło na forum"


def test_facets_loose_matches_and_suggestions(postgresql_engine) -> None:
    both = make_found_system("Awaria serwera", "awaria")
    make_found_system("Awaria sieci", "awaria")
    make_found_version("awaria")

    found = search(ask("awarie"), user=AnonymousUser(), chosen=frozenset({"kind:system"}))
    loose = search(ask("awaria serwera zasilania"), user=AnonymousUser())

    assert found.total == 2
    assert {c.value: c.count for c in found.facets[0].choices} == {"system": 2, "standard": 1}
    assert ([hit.url for hit in loose.hits], loose.is_loose) == ([both.get_absolute_url()], True)
    assert [s.title for s in suggest("awaria ser", user=AnonymousUser())] == ["Awaria serwera"]
    assert [s.title for s in suggest("awraia serwera", user=AnonymousUser())] == ["Awaria serwera"]
    assert meant("awaira") == "awaria"


def test_suggestions_ask_the_index_for_the_newest_titles(postgresql_engine) -> None:
    """Seen failing with the number of the last span worked out for each document."""
    make_found_system("Awaria serwera")
    with CaptureQueriesContext(connection) as captured:
        assert suggest("awa", user=AnonymousUser())
    asked = [query["sql"] for query in captured if "strpos(title" in query["sql"]]

    with postgresql_engine._reading() as cursor:
        cursor.execute(f"EXPLAIN {asked[0]}")
        plan = str(cursor.fetchall())
    assert "search_document_found" in plan
    assert "Seq Scan" not in plan


def test_more_than_may_be_ranked_is_said(
    postgresql_engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_matches, "BOUND", 4)
    monkeypatch.setattr(postgresql_matches, "ENOUGH", 2)
    for number in range(6):
        make_found_system(f"Numer {number}", "awaria")

    results = search(ask("awaria"), user=AnonymousUser())

    assert (results.total, results.is_capped) == (2, True)


def skip_spans(number: int) -> None:
    """Let the next document stand `number` spans after the last one, until the transaction is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {LAST_ID}")
        after = cursor.fetchone()[0] + number * SPAN + 1
        cursor.execute(f"ALTER TABLE search_document ALTER COLUMN id RESTART WITH {after}")


@pytest.mark.parametrize(
    ("enough", "found"),
    [(1, "Dwa Trzy"), (2, "Jeden Dwa Trzy"), (4, "Jeden Dwa Trzy Zero")],
)
def test_older_documents_are_looked_through_until_it_is_enough(
    postgresql_engine, monkeypatch: pytest.MonkeyPatch, enough: int, found: str
) -> None:
    """Seen failing with one span of the newest documents only, and with every span always."""
    monkeypatch.setattr(postgresql_matches, "ENOUGH", enough)
    make_found_system("Zero", "awaria")
    skip_spans(200)
    make_found_system("Jeden", "awaria")
    skip_spans(15)
    make_found_system("Dwa", "awaria")
    make_found_system("Trzy", "awaria")

    hits = search(ask("awaria"), user=AnonymousUser()).hits

    assert {hit.title for hit in hits} == set(found.split())


@pytest.mark.fault("D5")
@pytest.mark.parametrize(
    "text", ["ab'cd\\ef gh'", "ok'':*& | !xy", "§ 1 ust. 1", "zażółć\\", "ab:cd:ef*"]
)
def test_odd_questions_are_words_only(postgresql_engine, text: str) -> None:
    """Seen failing with the text itself given to PostgreSQL as the query."""
    texts = [Text("pl", "Tytuł", f"Tu stoi {text} i \0 nic")]
    with postgresql_engine.writing() as batch:
        batch.add(Document("t.page.1", "t.page", "page", texts, frozenset({PUBLIC})))

    found = postgresql_engine.find(ask(text), frozenset({PUBLIC}))
    assert [match.texts for match in found.matches] == [texts]


@pytest.mark.fault("F6")
def test_a_missing_table_is_no_answer_and_not_none(postgresql_engine) -> None:
    """Seen failing with the error of the database answered by an empty `Found`."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_document RENAME TO search_away")

    with pytest.raises(SearchUnavailable):
        search(ask("awaria"), user=AnonymousUser())
    assert not search_status().is_available


def test_rebuilding_writes_everything_and_removes_what_is_left(postgresql_engine) -> None:
    system = make_found_system("ePUAP", "skrzynka")
    System.objects.filter(pk=system.pk).update(summary_pl="doręczenia")
    with postgresql_engine.writing() as batch:
        batch.delete([f"knowledge.system.{make_found_system('Brak').pk}"])
    call_command("rebuild_index", verbosity=0)

    assert (total("skrzynka"), total("doręczenia"), total("brak")) == (0, 1, 1)
    assert [line for check in integrity_checks() for line in check.broken()] == []


def test_another_version_of_the_analysis_has_everything_indexed_again(postgresql_engine) -> None:
    make_found_system("ePUAP")
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE search_document IS 'v0'")

    make_found_system("EZD")

    assert IndexChange.objects.count() == 2
    assert index_changes(at=timezone.now()) == 2
    assert sorted(engine().keys()) == sorted(
        f"knowledge.system.{pk}" for pk in System.objects.values_list("pk", flat=True)
    )
    assert connections["default"].get_backend() is engine()
