"""Changes reach the index once, whole, and are never lost."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from foundation.due import DueWork
from foundation.search.actions import indexed_once, mark_for_indexing
from foundation.search.indexing import rebuild
from foundation.search.models import IndexChange
from foundation.search.questions import ask
from foundation.search.searching import search
from foundation.search.sweeps import TRIES, index_changes
from knowledge.models import System
from tests.search.conftest import SystemIndex
from tests.search.factories import index_all, make_found_system, make_found_version


def total(text: str) -> int | None:
    return search(ask(text), user=AnonymousUser()).total


@contextmanager
def another_writer(folder: Path) -> Iterator[None]:
    with (folder / "writer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_one_row_for_an_object_however_often_it_changes(search_engine) -> None:
    system = make_found_system("ePUAP")
    system.save()
    mark_for_indexing([system, system])

    assert [change.key for change in IndexChange.objects.all()] == [f"knowledge.system.{system.pk}"]


def test_what_failed_within_leaves_no_row_and_hinders_nobody(search_engine) -> None:
    """Seen failing without the `reset` of `indexed_once`: later changes were gathered for ever."""

    @transaction.atomic
    @indexed_once()
    def fail() -> None:
        make_found_system("ePUAP")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    left = IndexChange.objects.count()
    system = make_found_system("EZD")

    rows = [change.key for change in IndexChange.objects.all()]
    assert (left, rows) == (0, [f"knowledge.system.{system.pk}"])


def test_rows_go_when_the_index_has_them(search_engine) -> None:
    make_found_system("ePUAP")
    make_found_system("EZD")

    handled = index_changes(at=timezone.now())

    assert (handled, IndexChange.objects.count(), search_engine.document_count()) == (2, 0, 2)
    assert index_changes(at=timezone.now()) == 0


def test_a_change_replaces_what_was_indexed(search_engine) -> None:
    system = make_found_system("ePUAP", "skrzynka")
    index_all()
    system.summary_pl = "doręczenia"
    system.save()
    index_all()

    assert (total("skrzynka"), total("doręczenie")) == (0, 1)
    assert search_engine.keys() == [f"knowledge.system.{system.pk}"]


def test_what_is_deleted_leaves_the_index(search_engine) -> None:
    system = make_found_system("ePUAP")
    index_all()
    system.delete()
    index_all()

    assert search_engine.keys() == []


def test_a_change_of_a_parent_reindexes_what_shows_it(search_engine) -> None:
    version = make_found_version("pierwszy opis")
    index_all()
    version.standard.summary_pl = "odmienny opis"
    version.standard.save()
    index_all()

    assert total("odmienny") == 1


def test_what_changes_while_it_is_indexed_stays_due(search_engine) -> None:
    system = make_found_system("ePUAP")
    rows = IndexChange.objects.claim(at=timezone.now(), limit=10)
    system.save()

    IndexChange.objects.finish(rows)

    assert [row.key for row in IndexChange.objects.due(timezone.now())] == [
        f"knowledge.system.{system.pk}"
    ]


def test_one_spoilt_object_stops_no_other(search_engine, monkeypatch: pytest.MonkeyPatch) -> None:
    good, spoilt = make_found_system("dobry"), make_found_system("zepsuty")

    def body(index: SystemIndex, obj: System) -> str:
        if obj == spoilt:
            raise ValueError("cannot be read")
        return ""

    monkeypatch.setattr(SystemIndex, "body", body)
    at = timezone.now()
    index_changes(at=at)

    change = IndexChange.objects.get()
    assert (change.object_id, change.reason) == (str(spoilt.pk), "ValueError: cannot be read")
    assert search_engine.keys() == [f"knowledge.system.{good.pk}"]

    for _attempt in range(TRIES):
        at += timedelta(hours=7)
        index_changes(at=at)
    change.refresh_from_db()
    assert change.state == DueWork.State.PARKED


def test_a_parked_change_is_due_again_when_the_object_changes(search_engine) -> None:
    system = make_found_system("ePUAP")
    IndexChange.objects.get().park(reason="cannot be read")

    system.save()

    assert IndexChange.objects.due(timezone.now()).count() == 1


def test_a_second_writer_waits_its_turn(search_engine) -> None:
    make_found_system("ePUAP")

    with another_writer(search_engine.folder.path):
        meanwhile = index_changes(at=timezone.now())
    afterwards = index_changes(at=timezone.now())

    assert (meanwhile, afterwards) == (0, 1)


def test_a_command_says_that_another_process_writes(
    search_engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.search.indexing.COMMAND_WAITS", 0.0)

    with (
        another_writer(search_engine.folder.path),
        pytest.raises(CommandError, match="Another process is writing"),
    ):
        call_command("update_index", verbosity=0)


def test_a_lost_index_is_filled_again_from_the_database(search_engine) -> None:
    make_found_system("ePUAP", "skrzynka")
    index_all()
    (search_engine.folder.path / "live").unlink()

    index_changes(at=timezone.now())
    index_all()

    assert total("skrzynka") == 1


def test_rebuilding_leaves_the_live_index_alone_until_it_is_done(search_engine) -> None:
    system = make_found_system("ePUAP", "skrzynka")
    index_all()
    System.objects.filter(pk=system.pk).update(summary_pl="doręczenia")

    rebuilding = rebuild()
    next(rebuilding)
    during = total("skrzynka")
    for _portion in rebuilding:
        pass

    assert (during, total("skrzynka"), total("doręczenia")) == (1, 0, 1)
    assert len(list(search_engine.folder.path.glob("v*-*"))) == 1


def test_what_changes_during_a_rebuild_stays_due(search_engine) -> None:
    system = make_found_system("ePUAP", "skrzynka")

    rebuilding = rebuild()
    next(rebuilding)
    system.save()
    for _portion in rebuilding:
        pass

    assert [change.object_id for change in IndexChange.objects.all()] == [str(system.pk)]


def test_an_abandoned_rebuild_changes_nothing(search_engine) -> None:
    make_found_system("ePUAP", "skrzynka")
    index_all()

    rebuilding = rebuild()
    next(rebuilding)
    rebuilding.close()

    assert total("skrzynka") == 1


def test_commands_index_everything(search_engine, capsys: pytest.CaptureFixture[str]) -> None:
    make_found_system("ePUAP", "skrzynka")
    make_found_version("opis standardu")

    call_command("rebuild_index", "--noinput")
    after_rebuilding = (total("skrzynka"), len(search_engine.keys()), IndexChange.objects.count())
    call_command("update_index", "knowledge")

    assert after_rebuilding == (1, 2, 0)
    assert len(search_engine.keys()) == 2
    assert capsys.readouterr().out.splitlines() == [
        "Documents in the search index: 2",
        "Documents indexed: 2",
    ]


def test_a_command_refuses_an_app_with_nothing_to_find(search_engine) -> None:
    with pytest.raises(CommandError, match="None of these apps"):
        call_command("update_index", "mailing")
