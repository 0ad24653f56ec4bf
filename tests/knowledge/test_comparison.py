"""Two versions side by side: what was added, changed, removed, which words, and why."""

from datetime import date

from django.test import Client
from django.utils.translation import override

from knowledge.models import StandardVersion
from knowledge.standards.comparison import Kind, compare, compare_texts, compare_words, counted
from tests.counting import queries_of
from tests.knowledge.factories import make_requirement_data, make_standard, make_version


def marked(pieces) -> list[str]:
    return [piece.text for piece in pieces if piece.is_marked]


def two_versions(*, is_new_draft: bool = False) -> tuple[StandardVersion, StandardVersion]:
    """2.0 keeps `same`, changes `duty`, explains `words` better, drops `old` and adds `new`."""
    standard = make_standard()
    same = make_requirement_data(key="same", code="A-1")
    before = [
        same,
        make_requirement_data(key="duty", code="A-2", text_pl="Urząd musi mieć jedną kopię."),
        make_requirement_data(key="words", code="A-3", how_to_check_pl="Zapytaj."),
        make_requirement_data(key="old", code="A-4", title_pl="Dawne"),
    ]
    after = [
        make_requirement_data(key="new", code="A-1a", title_pl="Nowe"),
        same,
        make_requirement_data(
            key="duty",
            code="A-9",
            text_pl="Urząd musi mieć dwie kopie.",
            change_note_pl="Jedna kopia zawiodła.",
        ),
        make_requirement_data(
            key="words",
            code="A-3",
            how_to_check_pl="Zapytaj i zapisz.",
            title_pl=before[2].title_pl,
        ),
    ]
    return (
        make_version(standard, requirements=before),
        make_version(
            standard,
            number="2.0",
            requirements=after,
            in_force_from=None if is_new_draft else date(2027, 1, 1),
            change_note_pl="Po awarii.",
        ),
    )


def test_every_requirement_of_either_version_is_of_one_kind(db: None) -> None:
    old, new = two_versions()

    rows = compare(old.texts.order_by("position"), new.texts.order_by("position"))

    assert [(row.kind, row.text.requirement.key) for row in rows] == [
        (Kind.ADDED, "new"),
        (Kind.SAME, "same"),
        (Kind.CHANGED, "duty"),
        (Kind.REWORDED, "words"),
        (Kind.REMOVED, "old"),
    ]
    assert counted(rows) == dict.fromkeys(("changed", "added", "removed", "reworded", "same"), 1)


def test_only_the_words_that_differ_are_marked() -> None:
    line = compare_words(
        "Urząd musi mieć jedną kopię.", "Urząd musi mieć dwie kopie poza siedzibą."
    )

    assert marked(line.old) == ["jedną kopię"]
    assert marked(line.new) == ["dwie kopie poza siedzibą"]
    assert "".join(piece.text for piece in line.old) == "Urząd musi mieć jedną kopię."


def test_a_line_that_moved_is_not_marked_and_a_removed_one_keeps_its_place() -> None:
    lines = compare_texts("* Raz.\n* Zniknie z tekstu.\n* Dwa.\n* Trzy.", "* Trzy.\n* Raz.\n* Dwa.")

    assert [marked(line.old) for line in lines if marked(line.old)] == [["Zniknie z tekstu."]]
    assert [marked(line.new) for line in lines if marked(line.new)] == []
    assert len(lines) == 4


def test_versions_are_compared_in_a_language_that_both_have(db: None) -> None:
    standard = make_standard()
    first = make_requirement_data(key="a", text_en="")
    second = make_requirement_data(
        key="a", code=first.code, title_pl=first.title_pl, text_en="English."
    )
    old = make_version(standard, requirements=[first])
    new = make_version(standard, number="2", requirements=[second], in_force_from=None)

    with override("en"):
        rows = compare(old.texts.all(), new.texts.all())

    assert [row.kind for row in rows] == [Kind.SAME]


def test_the_page_says_what_changed_and_why(client: Client, db: None) -> None:
    old, _new = two_versions()
    address = f"/pl/knowledge/standards/{old.standard.slug}/compare/"

    page = client.get(address).text

    assert "<del>jedną kopię</del>" in page
    assert "<ins>dwie kopie</ins>" in page
    assert "Po awarii." in page.replace("\xa0", " ")
    assert "Jedna kopia zawiodła." in page
    assert client.get(f"{address}?from=2.0&to=1.0").text.count("<del>jedną") == 1
    assert client.get(f"{address}?from=x%00&to=../").status_code == 200


def test_a_draft_is_compared_by_those_who_write_only(client: Client, db: None) -> None:
    old, _draft = two_versions(is_new_draft=True)

    page = client.get(f"/pl/knowledge/standards/{old.standard.slug}/compare/?from=1.0&to=2.0").text

    assert "dwie kopie" not in page
    assert "Jest tylko jedna wersja" in page


def test_a_comparison_costs_the_same_for_one_and_twenty(client: Client, db: None) -> None:
    costs = []
    for count in (1, 20):
        standard = make_standard()
        for number, text in (("1", "Urząd musi."), ("2", "Urząd powinien.")):
            data = [
                make_requirement_data(key=f"k{place}", code=f"K-{place}", text_pl=text)
                for place in range(count)
            ]
            make_version(
                standard, number=number, requirements=data, in_force_from=date(2026, 1, int(number))
            )
        costs.append(queries_of(client, f"{standard.get_absolute_url()}compare/"))

    assert costs[0] == costs[1] <= 8
