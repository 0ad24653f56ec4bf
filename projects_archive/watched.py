"""The archive's list as one that can be watched: projects new in it."""

from collections.abc import Sequence
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from foundation.search.appearing import appeared_since
from foundation.watching.lists import NewItem, WatchedList
from foundation.watching.nobody import NOBODY
from foundation.watching.searching import new_items
from projects_archive.listing import FILTERS, ProjectSearch
from projects_archive.models import Project


def new_projects(parameters: QueryDict, since: datetime) -> Sequence[NewItem]:
    appeared = appeared_since(since, [Project._meta.label_lower])
    keys = {int(key.rpartition(".")[2]): key for key in appeared}
    public = Project.objects.visible_to(NOBODY).filter(pk__in=keys)
    found = ProjectSearch(parameters).projects(public).values_list("pk", flat=True)
    return new_items({keys[pk]: appeared[keys[pk]] for pk in found})


def watched_projects() -> Sequence[WatchedList]:
    names = ("q", *FILTERS)
    return [
        WatchedList(
            "projects", _("Digital projects"), "projects_archive:project_list", names, new_projects
        )
    ]
