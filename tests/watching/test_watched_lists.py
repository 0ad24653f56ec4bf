"""The lists of the apps above, watched: new projects of the archive, new dates of training."""

from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from foundation.search.actions import mark_for_indexing
from foundation.search.appearing import note_appearances
from foundation.search.indexing import documents
from foundation.search.models import IndexChange
from foundation.watching.lists import NewItem, watched_list
from projects_archive.models import Project
from tests.projects_archive.factories import make_project
from tests.training.factories import make_course, make_session


def new_in(kind: str, address: str) -> list[NewItem]:
    hour_ago = timezone.now() - timedelta(hours=1)
    return list(watched_list(kind).new_since(QueryDict(address), hour_ago))


def appear(*objects) -> None:
    mark_for_indexing(objects)
    note_appearances(
        document for _key, document in documents(IndexChange.objects.all()) if document
    )


def test_new_projects_of_a_narrowed_list(db: None) -> None:
    wanted = make_project(title="e-Urząd w Dobrej")
    other, hidden = make_project(title="Mury"), make_project(title="e-Urząd")
    Project.objects.filter(pk=hidden.pk).update(is_public=False)
    appear(wanted, other, hidden)

    assert [item.url for item in new_in("projects", "q=e-urz%C4%85d")] == [
        wanted.get_absolute_url()
    ]


def test_new_dates_of_courses_that_fit(db: None) -> None:
    wanted = make_session(make_course(title_pl="Kwarcyt w urzędzie"))
    other, draft = make_session(), make_session(make_course(title_pl="Kwarcyt"), state="draft")
    appear(wanted, other, draft)

    assert [item.url for item in new_in("training", "q=kwarcyt")] == [wanted.get_absolute_url()]
