"""Every fault of the catalogue has a test, or stands in the table with its reason."""

from tests.faults import CODES, PAGE, not_applicable, page, proofs


def test_every_fault_is_proven_or_explained() -> None:
    explained = proofs().keys() | not_applicable().keys()

    assert [code for code in CODES if code not in explained] == []


def test_nothing_is_both_proven_and_excused() -> None:
    assert not_applicable().keys() & proofs().keys() == set()


def test_marks_name_faults_of_the_catalogue() -> None:
    assert set(proofs()) - set(CODES) == set()


def test_every_proof_says_how_it_was_seen_failing() -> None:
    silent = [
        f"{p.file}::{p.test}" for found in proofs().values() for p in found if not p.docstring
    ]

    assert silent == []


def test_the_page_of_faults_is_up_to_date() -> None:
    """`python -m tests.faults` writes it."""
    assert PAGE.read_text(encoding="utf-8") == page()
