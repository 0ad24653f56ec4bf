"""What stands first when several documents match alike."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from foundation.search.indexes import REPLACED, Document, Text
from foundation.search.models import IndexChange
from foundation.search.questions import understood
from foundation.search.sweeps import index_what_turns
from foundation.search.tokens import PUBLIC
from foundation.search.whoosh_engine import WhooshBackend
from knowledge.models import RequirementText, StandardVersion
from knowledge.search_indexes import RequirementIndex
from tests.knowledge.factories import make_version

Order = Callable[..., Sequence[str]]


def document(name: str, body: str = "kopie w urzędzie", **fields) -> Document:
    texts = [Text("pl", fields.pop("title", "Opis"), body)]
    return Document(f"t.page.{name}", "t.page", "page", texts, frozenset({PUBLIC}), **fields)


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """Names in the order in which a question finds documents."""

    def ordered(text: str, *documents: Document) -> Sequence[str]:
        engine = WhooshBackend("ranking", PATH=str(tmp_path))
        with engine.rebuilding() as batch:
            for one in documents:
                batch.add(one)
        found = engine.find(understood(text, tuple), frozenset({PUBLIC}), limit=10)
        return [match.key.removeprefix("t.page.") for match in found.matches]

    return ordered


def test_guidance_stands_before_tickets(order: Order) -> None:
    assert order(
        "kopie", document("ticket", importance=0.6), document("guidance", importance=1.3)
    ) == ["guidance", "ticket"]


def test_in_force_stands_before_replaced_even_where_the_old_text_repeats_the_word(
    order: Order,
) -> None:
    """Seen failing with `REPLACED` set to 1."""
    old = document("old", "kopie, kopie i jeszcze raz kopie", importance=REPLACED)

    assert order("kopie", old, document("new")) == ["new", "old"]


def test_newer_stands_before_older(order: Order) -> None:
    today = timezone.localdate()
    older = document("older", on=today - timedelta(days=900))

    assert order("kopie", document("undated"), older, document("newer", on=today)) == [
        "newer", "older", "undated",
    ]  # fmt: skip


def test_a_code_stands_before_a_text_that_cites_it(order: Order) -> None:
    citing = document("citing", "Zgodnie z § 19 ust. 2 pkt 12 robi się kopie", importance=1.3)
    cited = document("cited", codes=["KRI § 19 ust. 2 pkt 12"])

    assert order("§ 19 ust. 2 pkt 12", citing, cited) == ["cited", "citing"]


def test_what_is_found_by_the_name_of_its_kind(order: Order) -> None:
    course = document("course", kind_names=[("pl", "Szkolenie")])

    assert order("szkolenia o kopiach", course, document("other")) == ["course"]


def test_texts_are_indexed_afresh_the_day_after_their_version_ended(db: None) -> None:
    today = timezone.localdate()
    version = make_version(in_force_from=today - timedelta(days=400))
    StandardVersion.objects.update(in_force_to=today - timedelta(days=1))
    IndexChange.objects.all().delete()
    text = RequirementText.objects.get(version=version)

    assert index_what_turns(at=timezone.now()) == 1
    assert [change.key for change in IndexChange.objects.all()] == [
        f"knowledge.requirementtext.{text.pk}"
    ]
    assert RequirementIndex().is_replaced(text)
