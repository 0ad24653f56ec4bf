"""Rows written at once hold what each was given, and nothing else of them moves."""

import pytest
from pytest_django import DjangoAssertNumQueries

from foundation.bulk import overwrite
from projects_archive.models import Project
from tests.projects_archive.factories import make_project

pytestmark = pytest.mark.django_db


def test_only_the_named_columns_are_written() -> None:
    first, second = make_project(title="Portal"), make_project(title="Mapa")
    first.title_pl, first.organisation_id, first.licence = "Portal gminy", None, "MIT"
    second.title_pl = "Mapa gminy"

    overwrite([first, second], ["title_pl", "organisation"])

    first.refresh_from_db()
    assert (first.title_pl, first.organisation_id, first.licence) == ("Portal gminy", None, "")
    assert Project.objects.get(pk=second.pk).title_pl == "Mapa gminy"
    assert Project.objects.count() == 2


def test_many_rows_are_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    projects = [make_project() for _ in range(20)]

    with django_assert_num_queries(1):
        overwrite(projects, ["title_pl", "topic", "has_code"])
    with django_assert_num_queries(0):
        overwrite([], ["title_pl"])
