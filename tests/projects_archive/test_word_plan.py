"""On PostgreSQL the words of the list are looked up by their parts, where few projects have them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from projects_archive.models import Project
from projects_archive.word_forms import searchable

pytestmark = pytest.mark.postgresql

PARTS = "projects_archive_parts"
ROWS = 15_000


@pytest.fixture
def many(db: None) -> None:
    """Too many projects to read all, one of them about a library; as autovacuum leaves them."""
    _add("Cyfrowa biblioteka w Jarzębinowie")
    usual = _add("Wdrożenie e-usług publicznych w gminie")
    copied = [one.column for one in Project._meta.concrete_fields if not one.primary_key]
    copied = ", ".join(column for column in copied if column != "amount_order")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO projects_archive_project (amount_order, {copied}) SELECT number, {copied}"
            " FROM projects_archive_project, generate_series(1, %s) AS number WHERE id = %s",
            [ROWS, usual.pk],
        )
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [PARTS])
        cursor.execute("ANALYZE projects_archive_project")


def _add(title: str) -> Project:
    folded = searchable(title, in_any_form=title)
    return Project.objects.create(
        is_public=True, title_pl=title, beneficiary_kind="gmina", folded=folded
    )


@pytest.mark.usefixtures("many")
def test_rare_words_are_found_by_their_parts() -> None:
    """Seen failing without the index: each search read every project."""
    seen = Project.objects.visible_to(AnonymousUser()).order_by("-amount_order", "-id")
    rare = seen.with_words("bibliotekach JARZĘBINOWIE")

    assert rare.count() == 1
    assert PARTS in rare[:21].explain()
    assert PARTS in rare.order_by().explain()
    assert PARTS in seen.with_words("liotek").order_by().explain()
    # What nearly all have is read in the order of the list, until the page is full.
    assert PARTS not in seen.with_words("usługi gmina")[:21].explain()
